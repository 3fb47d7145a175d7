/**
 * `heal`: bringing the schema back to what retort has recorded.
 *
 * @module
 */
import { type Difference, diffSchemas, type Unchangeable, withRecorded } from "../diff/mod.ts";
import { type LossCount, RetortError, shellWord } from "../errors/mod.ts";
import { type Op, spec } from "../ops/mod.ts";
import { planOps } from "../plan/render.ts";
import { asScript, end } from "../plan/script.ts";
import { renderSettings } from "../run/group.ts";
import { runHeal } from "../run/heal.ts";
import { withLock } from "../run/lock.ts";
import type { LossPolicy } from "../run/loss.ts";
import { readVersions, type Session } from "../run/standing.ts";
import { describeDrift, type DriftSides, findDrift, isNamed } from "./drift.ts";
import { authorOf, lockOf, type Project } from "./project.ts";
import { refuseAnyHalf } from "./obstacles.ts";
import { withState } from "./state.ts";

/** Options of `heal`. */
export interface HealOptions {
  /** What is brought back, by name: `users_email_key`, `users.name`, `users`; all unless told. */
  readonly only?: readonly string[];
  /** Objects whose loss is right: `users.nickname`. */
  readonly allowLoss?: readonly string[];
}

/** What was brought back. */
export interface HealReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** What was other than recorded and is not any more, in words. */
  readonly healed: readonly string[];
  /** What was done, in words. */
  readonly changes: readonly string[];
  /** What is other than recorded still, in words. */
  readonly left: readonly string[];
  /** What differs and no op can change. */
  readonly unchangeable: readonly Unchangeable[];
  /** What was destroyed, as allowed. */
  readonly lost: readonly LossCount[];
}

/**
 * Brings the schema back to what retort has recorded, while no other run works on the database. What
 * no revision made is left alone.
 *
 * @throws {RetortError} `drift/no-record` where nothing is recorded that the database could be compared
 *   with; `run/half-done` while a revision is; `drift/unseen`; `drift/damaged-record`;
 *   `drift/unknown-object` for a name that is as it was recorded; `run/data-loss`; `drift/heal-failed`.
 */
export async function heal(project: Project, options: HealOptions = {}): Promise<HealReport> {
  return await withState(project, async (state) => {
    const { session } = state;
    return await withLock(session, await lockOf(project), async (held) => {
      await refuseAnyHalf(state);
      const plan = await planHeal(project, held, options);
      const { target } = session.db.server;
      const report = { target, healed: plan.names, changes: words(plan.ops) };
      const { unchangeable } = plan;
      if (plan.ops.length === 0) {
        return { ...report, healed: [], left: plan.names, unchangeable, lost: [] };
      }
      const lost = await runHeal(held, {
        ops: plan.ops,
        live: plan.sides.spelled,
        losses: lossesFor(project, options),
        rows: plan.rows,
        at: project.clock.now(),
        ...authorOf(project),
      });
      const after = await findDrift(project, held, plan.rows);
      const left = after.drift.map(({ object }) => object);
      const healed = plan.names.filter((name) => !left.includes(name));
      return { ...report, healed, left, unchangeable, lost };
    });
  });
}

/** The SQL that would bring the schema back. */
export async function healSql(
  project: Project,
  options: HealOptions = {},
): Promise<{ readonly script: string }> {
  return await withState(project, async (state) => {
    const { session } = state;
    await refuseAnyHalf(state);
    const { ops, sides } = await planHeal(project, session, options);
    const { dialect } = session;
    const { before, groups, after } = planOps(ops, sides.spelled, renderSettings(session));
    const statements = [...before, ...groups.flatMap((group) => group.statements), ...after];
    const lines = statements.map((item) => `${end(dialect, item)}\n`);
    return { script: asScript(dialect, lines.join("")) };
  });
}

interface HealPlan {
  readonly ops: readonly Op[];
  readonly names: readonly string[];
  readonly unchangeable: readonly Unchangeable[];
  readonly rows: readonly string[];
  readonly sides: DriftSides;
}

async function planHeal(
  project: Project,
  session: Session,
  { only = [] }: HealOptions,
): Promise<HealPlan> {
  const rows = await readVersions(session);
  const { sides, record } = await findDrift(project, session, rows);
  if (!sides) {
    const { target } = session.db.server;
    throw new RetortError("drift/no-record", { target, state: record.state, rows });
  }
  const { live, recorded, cx, unseen } = sides;
  if (unseen.length > 0 && only.length === 0) {
    throw new RetortError("drift/unseen", { target: session.db.server.target, objects: unseen });
  }
  const chosen = chosenOf(sides.found, only);
  const { ops, unchangeable } = diffSchemas(live, withRecorded(live, recorded, chosen), cx);
  const names = chosen.map((item) => describeDrift(item).object);
  return { ops, names, unchangeable, rows, sides };
}

function chosenOf(
  found: readonly Difference[],
  only: readonly string[],
): readonly Difference[] {
  const names = found.map((item) => describeDrift(item).name);
  for (const name of only) {
    if (!found.some((item) => isNamed(item, name))) {
      throw new RetortError("drift/unknown-object", { name, drift: names });
    }
  }
  return only.length === 0
    ? found
    : found.filter((item) => only.some((name) => isNamed(item, name)));
}

function words(ops: readonly Op[]): readonly string[] {
  return ops.map((op) => spec(op).describe(op));
}

function lossesFor(
  { settings }: Project,
  { only = [], allowLoss = [] }: HealOptions,
): LossPolicy {
  const flags = (name: string, values: readonly string[]): readonly string[] =>
    values.flatMap((value) => [name, value]);
  return {
    allow: allowLoss,
    otherwise: settings.dataLoss,
    whole: true,
    allowWith: (objects) =>
      [
        "retort",
        "heal",
        ...flags("--only", only),
        ...flags("--allow-loss", objects),
      ].map(shellWord).join(" "),
    written: false,
  };
}
