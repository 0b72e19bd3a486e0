// What the window's page may do is written out, so that a reader sees all of it: no spread, no computed value.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readText, toSource, walk, type Source } from './sources';

type Preferences = ReadonlyMap<string, string>;

/** Values that come from outside: the session and the path of the preload script. */
const handedIn = ['session', 'preload'];

/** What every window writes out, or has as a literal in the one function it calls for it. */
function readPreferences({ script }: Source): Preferences {
  const objects: ts.ObjectLiteralExpression[] = [];
  walk(script, (node) => {
    const value = ts.isPropertyAssignment(node) && isNamed(node, 'webPreferences') ? node.initializer : null;
    if (value === null) return;
    objects.push(toObject(value, script));
  });
  if (objects.length !== 1) throw new Error(`${objects.length} places with web preferences`);
  return new Map(objects.flatMap(({ properties }) => properties.map(toEntry)));
}

function isNamed(node: ts.PropertyAssignment, name: string): boolean {
  return node.name.getText() === name;
}

function toObject(value: ts.Expression, script: ts.SourceFile): ts.ObjectLiteralExpression {
  if (ts.isObjectLiteralExpression(value)) return value;
  const found: ts.ObjectLiteralExpression[] = [];
  walk(script, (node) => {
    if (!ts.isFunctionDeclaration(node) || !ts.isCallExpression(value)) return;
    if (node.name?.text !== value.expression.getText()) return;
    const [only, ...more] = node.body?.statements ?? [];
    if (only === undefined || more.length > 0 || !ts.isReturnStatement(only)) return;
    if (only.expression !== undefined && ts.isObjectLiteralExpression(only.expression)) {
      found.push(only.expression);
    }
  });
  const [written] = found;
  if (written === undefined) throw new Error('web preferences that are not written out');
  return written;
}

function toEntry(property: ts.ObjectLiteralElementLike): [string, string] {
  if (ts.isShorthandPropertyAssignment(property) && handedIn.includes(property.name.text)) {
    return [property.name.text, 'handed in'];
  }
  if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) {
    throw new Error(`not written out: ${property.getText()}`);
  }
  const { kind } = property.initializer;
  const isLiteral = kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword;
  if (!isLiteral) throw new Error(`not a literal: ${property.getText()}`);
  return [property.name.text, property.initializer.getText()];
}

const path = 'src-main/electron/window.ts';

test('the page is sandboxed, isolated and without Node, in words', () => {
  expect(Object.fromEntries(readPreferences(toSource(path, readText(path))))).toMatchObject({
    sandbox: 'true',
    contextIsolation: 'true',
    nodeIntegration: 'false',
    nodeIntegrationInWorker: 'false',
    nodeIntegrationInSubFrames: 'false',
    webviewTag: 'false',
  });
});

test('nothing that opens the page up is among them', () => {
  const names = [...readPreferences(toSource(path, readText(path))).keys()];
  for (const name of [
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
  ]) {
    expect(names).not.toContain(name);
  }
});

describe('the check can fail:', () => {
  test.each([
    ['a spread', 'new BrowserWindow({ webPreferences: { ...more, sandbox: true } })'],
    ['a value from elsewhere', 'new BrowserWindow({ webPreferences: { sandbox: isSafe } })'],
    ['a computed value', 'new BrowserWindow({ webPreferences: { sandbox: !isDebug } })'],
    ['a computed name', "new BrowserWindow({ webPreferences: { ['sand' + 'box']: true } })"],
    ['something handed in', 'new BrowserWindow({ webPreferences: preferences })'],
    [
      'a function that decides',
      'function f() { if (x) return {}; return {}; } open({ webPreferences: f() })',
    ],
    ['a second window', 'open({ webPreferences: {} }); open({ webPreferences: {} })'],
    ['none at all', 'new BrowserWindow({})'],
  ])('%s', (_what, text) => {
    expect(() => readPreferences(toSource(path, text))).toThrow();
  });
});
