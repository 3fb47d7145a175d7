/**
 * Lint rules of the style card that need the syntax tree.
 *
 * @module
 */
import { placeOf } from "./place.ts";

/** The longest function, in lines from its first to its last. */
export const maxFunctionLines = 40;
/** The most positional parameters of a function; after them comes one options object. */
export const maxParameters = 3;

type FunctionNode =
  | Deno.lint.FunctionDeclaration
  | Deno.lint.FunctionExpression
  | Deno.lint.ArrowFunctionExpression;

function linesOf(text: string): number {
  return text.split("\n").length;
}

const functionLength: Deno.lint.Rule = {
  create(cx) {
    const look = (node: FunctionNode): void => {
      const lines = linesOf(cx.sourceCode.getText(node));
      if (lines <= maxFunctionLines) return;
      const message = `a function of ${lines} lines; ${maxFunctionLines} is the most`;
      cx.report({ range: [node.range[0], node.range[0] + 1], message });
    };
    return {
      FunctionDeclaration: look,
      FunctionExpression: look,
      ArrowFunctionExpression: look,
    };
  },
};

/** Whether a parameter is an options object: `options`, `{ a, b }` or `… = {}`. */
function isOptions(node: Deno.lint.Parameter): boolean {
  if (node.type === "Identifier") return node.name === "options";
  if (node.type === "AssignmentPattern") return node.right.type === "ObjectExpression";
  return node.type === "ObjectPattern";
}

const parameters: Deno.lint.Rule = {
  create(cx) {
    const look = (node: FunctionNode): void => {
      const last = node.params.at(maxParameters);
      if (!last || (node.params.length === maxParameters + 1 && isOptions(last))) return;
      const message = `${node.params.length} parameters; take an options object after the third`;
      cx.report({ range: [node.range[0], node.range[0] + 1], message });
    };
    return { FunctionDeclaration: look, FunctionExpression: look };
  },
};

const topLevelFunction: Deno.lint.Rule = {
  create(cx) {
    const look = (item: Deno.lint.Node): void => {
      if (item.type !== "VariableDeclaration") return;
      for (const { id, init } of item.declarations) {
        if (init?.type !== "ArrowFunctionExpression") continue;
        if (init.body.type !== "BlockStatement") continue;
        const name = id.type === "Identifier" ? id.name : "this";
        cx.report({ node: id, message: `write function ${name}(…), not a const` });
      }
    };
    return {
      Program(node): void {
        for (const item of node.body) {
          look(
            item.type === "ExportNamedDeclaration" && item.declaration ? item.declaration : item,
          );
        }
      },
    };
  },
};

/** Whether an expression reads the kind of an op: `op.kind`, `nextOp.kind`, `item.op.kind`. */
function isOpKind(node: Deno.lint.Node): boolean {
  if (node.type !== "MemberExpression" || nameOf(node.property) !== "kind") return false;
  const { object } = node;
  return /^op$|Op$/.test(nameOf(object.type === "MemberExpression" ? object.property : object));
}

function nameOf(node: Deno.lint.Node): string {
  return node.type === "Identifier" ? node.name : "";
}

const opKind: Deno.lint.Rule = {
  create(cx) {
    const { path, area, test } = placeOf(cx.filename);
    if (path.startsWith("core/ops/") || area === "dialects" || test) return {};
    const message = "ask spec(op) or the render table; the kind is looked at in core/ops only";
    return {
      BinaryExpression(node): void {
        if (/^[!=]==?$/.test(node.operator) && (isOpKind(node.left) || isOpKind(node.right))) {
          cx.report({ node, message });
        }
      },
      SwitchStatement(node): void {
        if (isOpKind(node.discriminant)) cx.report({ node: node.discriminant, message });
      },
    };
  },
};

const oneImport: Deno.lint.Rule = {
  create(cx) {
    return {
      Program(node): void {
        const seen = new Set<string>();
        for (const item of node.body) {
          if (item.type !== "ImportDeclaration" || !hasNamesInBraces(item)) continue;
          const { value } = item.source;
          if (seen.has(value)) cx.report({ node: item, message: `import ${value} once` });
          seen.add(value);
        }
      },
    };
  },
};

/** Whether an import could take more names: `import * as a` cannot. */
function hasNamesInBraces({ specifiers }: Deno.lint.ImportDeclaration): boolean {
  return specifiers.some(({ type }) => type === "ImportSpecifier");
}

const plugin: Deno.lint.Plugin = {
  name: "style",
  rules: {
    "function-length": functionLength,
    parameters,
    "top-level-function": topLevelFunction,
    "op-kind": opKind,
    "one-import": oneImport,
  },
};
export default plugin;
