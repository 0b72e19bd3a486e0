// Every kind of failure has its words in the window and its story in the documents.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readText, toSource, walk } from './sources';

/** The `kind`s of the members of a union type. */
function kindsOf(text: string, typeName: string): readonly string[] {
  const kinds: string[] = [];
  walk(toSource('x.ts', text).script, (node) => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== typeName || !ts.isUnionTypeNode(node.type))
      return;
    for (const member of node.type.types) {
      walk(member, (child) => {
        if (ts.isPropertySignature(child) && child.name.getText() === 'kind')
          kinds.push(toLiteral(child.type));
      });
    }
  });
  return kinds;
}

function toLiteral(type: ts.TypeNode | undefined): string {
  if (type === undefined || !ts.isLiteralTypeNode(type) || !ts.isStringLiteral(type.literal)) {
    throw new Error('A kind that is not a literal');
  }
  return type.literal.text;
}

/** The keys of the object in a constant of this name. */
function keysOf(text: string, constant: string): readonly string[] {
  const keys: string[] = [];
  walk(toSource('x.ts', text).script, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== constant) return;
    const object = toObject(node.initializer);
    if (object === null) return;
    for (const { name } of object.properties) {
      if (name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name))) keys.push(name.text);
    }
  });
  return keys;
}

/** `{ ... }`, also as `{ ... } satisfies T`. */
function toObject(value: ts.Expression | undefined): ts.ObjectLiteralExpression | null {
  const inner = value !== undefined && ts.isSatisfiesExpression(value) ? value.expression : value;
  return inner !== undefined && ts.isObjectLiteralExpression(inner) ? inner : null;
}

function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#{2,4} `?([\w-]+)`?\s*$/gm)].map(([, heading]) => heading ?? '');
}

const kinds = kindsOf(readText('src-main/domain/failure.ts'), 'Failure');
const fieldProblems = kindsOf(readText('src-main/domain/failure.ts'), 'FieldProblem');

test('the kinds are found, and each is there once', () => {
  expect(kinds.length).toBeGreaterThan(25);
  expect(kinds).toContain('port-taken');
  expect(kinds).toContain('internal');
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('each has a heading in docs/failures.md, and there is no heading for one that is gone', () => {
  expect([...headingsOf(readText('docs/failures.md'))].sort()).toEqual([...kinds].sort());
});

test('each has its words in the window', () => {
  const here = keysOf(readText('src-renderer/text/failures-here.ts'), 'failuresHere');
  const there = keysOf(readText('src-renderer/text/failures-there.ts'), 'failuresThere');
  expect([...here, ...there].sort()).toEqual([...kinds].sort());
});

test('each problem with a field has its words, too', () => {
  const text = readText('src-renderer/text/field-problems.ts');
  for (const kind of fieldProblems) expect(text).toContain(kind);
});

describe('the check can fail:', () => {
  test('a kind without words or heading is missed', () => {
    const found = kindsOf(
      "type Failure = { kind: 'known' } | { readonly kind: 'new'; n: number };",
      'Failure',
    );
    expect(found).toEqual(['known', 'new']);
    expect(keysOf('const texts = { known: () => 1 };', 'texts')).toEqual(['known']);
    expect(headingsOf('# Failures\n\n## known\n\nWords about new.\n')).toEqual(['known']);
  });

  test('a kind that is not a literal is refused', () => {
    expect(() => kindsOf('type Failure = { kind: string } | { kind: "x" };', 'Failure')).toThrow();
  });
});
