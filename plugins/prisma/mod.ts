/**
 * Prisma's schema as the models of retort.
 *
 * ```ts
 * import { prismaSchema } from "@retort/prisma";
 *
 * const metadata = prismaSchema(`
 *   datasource db { provider = "postgresql" }
 *   model User {
 *     id    Int    @id @default(autoincrement())
 *     email String @unique
 *   }
 * `.replaceAll("{ p", "{\np").replaceAll('" }', '"\n}'));
 * metadata.schema().tables.get("User")?.indexes[0]?.name; // "User_email_key"
 * ```
 *
 * @module
 */
import { messageOf, RetortError } from "@retort/core/errors";
import { MetaData } from "@retort/core/schema";
import { type Block, parse } from "./parse.ts";
import { readSchema } from "./read.ts";

/**
 * The metadata that a schema of Prisma amounts to: what `prisma migrate` would make of it.
 *
 * @param files the file, or several that are one schema: `new URL("../prisma/schema.prisma", import.meta.url)`
 *
 * @throws {RetortError} what {@link prismaSchema} throws.
 */
export async function prisma(
  files: string | URL | readonly (string | URL)[],
): Promise<MetaData> {
  const list: readonly (string | URL)[] = typeof files === "string" || files instanceof URL
    ? [files]
    : files;
  const blocks = await Promise.all(list.map(async (file) => {
    const name = String(file).split("/").at(-1) ?? "schema.prisma";
    const text = await Deno.readTextFile(file).catch((cause: unknown) => {
      const problem = messageOf(cause);
      throw new RetortError("schema/bad-source", { source: name, problem }, { cause });
    });
    return parse(text, name);
  }));
  return metadataOf(blocks.flat());
}

/**
 * The metadata that the text of a schema amounts to.
 *
 * @throws {RetortError} `schema/bad-source` for what is no schema, or one of a provider that is not
 * read.
 */
export function prismaSchema(text: string): MetaData {
  return metadataOf(parse(text, "schema.prisma"));
}

function metadataOf(blocks: readonly Block[]): MetaData {
  const { schema, notes } = readSchema(blocks, (problem) => {
    throw new RetortError("schema/bad-source", { source: "schema.prisma", problem });
  });
  return new MetaData({ from: schema, notes });
}
