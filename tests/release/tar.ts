/**
 * Reading the archive that `deno publish` sends.
 *
 * @module
 */

const block = 512;
const decoder = new TextDecoder();

/** The files of a gzipped tar archive by their path, which begins with `/`. */
export async function readArchive(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Map<string, Uint8Array>> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const tar = new Uint8Array(await new Response(unpacked).arrayBuffer());
  const files = new Map<string, Uint8Array>();
  let long: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const field = (from: number, length: number): string =>
      decoder.decode(tar.subarray(at + from, at + from + length)).replace(/\0.*$/s, "").trim();
    const size = parseInt(field(124, 12), 8);
    const data = tar.slice(at + block, at + block + size);
    const prefix = field(345, 155);
    const type = field(156, 1);
    const name = long ?? (prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`);
    // A name of more than 100 letters comes as an entry of its own before its file.
    long = type === "L" ? decoder.decode(data).replace(/\0.*$/s, "") : undefined;
    if (type === "0" || type === "") files.set(`/${name.replace(/^\.?\//, "")}`, data);
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
