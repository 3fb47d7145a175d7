/**
 * "Did you mean": the nearest names to a mistyped one.
 *
 * @module
 */

const limit = 3;

/** The names most like `text`, best first; none when nothing is near. */
export function similar(text: string, names: Iterable<string>): readonly string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted.length === 0) return [];
  const tolerance = Math.max(1, Math.floor(wanted.length / 3));
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const distance = nearness(wanted, name.toLowerCase(), tolerance);
    if (distance <= tolerance) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return found.slice(0, limit).map(({ name }) => name);
}

function nearness(wanted: string, name: string, tolerance: number): number {
  if (wanted === name) return 0;
  const difference = Math.abs(wanted.length - name.length);
  if (wanted.length >= 3 && (name.startsWith(wanted) || wanted.startsWith(name))) {
    return difference / (difference + 1);
  }
  if (difference > tolerance) return Infinity;
  return distance(wanted, name);
}

/** Levenshtein's distance, one row at a time; two letters that changed places are one step. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replace = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min(replace, swap, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
