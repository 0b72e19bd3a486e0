// The contract between window and main: small, complete, and without a field a secret could travel in.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { commands } from '#contract/commands';
import { commandNames } from '#contract/names';
import { readText, toSource, walk } from './sources';

const secretNames = /token|secret|verifier|password|credential|^code$|^state$/i;

/** The names of all fields of a schema, however deep. */
function fieldsOf(schema: z.ZodMiniType): readonly string[] {
  const names: string[] = [];
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part) as [string, unknown][]) {
      if (key === 'properties' && typeof value === 'object' && value !== null)
        names.push(...Object.keys(value));
      look(value);
    }
  };
  look(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  return names;
}

/** The names of all fields that a file of types declares. */
function declaredFields(text: string): readonly string[] {
  const names: string[] = [];
  walk(toSource('x.ts', text).script, (node) => {
    if (ts.isPropertySignature(node)) names.push(node.name.getText());
  });
  return names;
}

/** Says when, not what: tokens issued before are void. */
const harmless = ['tokensInvalidBefore'];

test('each command is there once', () => {
  expect(commandNames.length).toBeGreaterThan(20);
  expect(new Set(commandNames).size).toBe(commandNames.length);
});

test('the bridge is four functions', () => {
  const { script } = toSource('preload.ts', readText('src-main/preload.ts'));
  const functions: string[] = [];
  walk(script, (node) => {
    if (ts.isMethodDeclaration(node)) functions.push(node.name.getText());
  });
  expect(functions).toEqual(['call', 'previewFile', 'onView', 'onRequest']);
});

test('secrets enter by fields that people type them into, and by no other', () => {
  const entrances = commandNames.flatMap((name) =>
    fieldsOf(commands[name].input)
      .filter((field) => secretNames.test(field))
      .map((field) => `${name}.${field}`),
  );
  expect(entrances).toEqual([
    'addGoogleInstance.clientSecret',
    'changeGoogleInstance.clientSecret',
    'addApiKey.keySecret',
    'previewConfig.developerToken',
    'saveConfig.developerToken',
    'copyConfig.developerToken',
  ]);
});

test('each command has a schema for what it takes and gives, and there is no other', () => {
  expect(Object.keys(commands).sort()).toEqual([...commandNames].sort());
  for (const name of commandNames) {
    expect(commands[name].input).toBeDefined();
    expect(commands[name].output).toBeDefined();
  }
});

test.each(commandNames)('%s refuses what it does not know', (name) => {
  expect(z.toJSONSchema(commands[name].input)).toMatchObject({ type: 'object', additionalProperties: false });
});

test.each(commandNames)('%s answers without a field for a secret', (name) => {
  const found = fieldsOf(commands[name].output).filter((field) => secretNames.test(field));
  expect(found.filter((field) => !harmless.includes(field))).toEqual([]);
});

test.each([
  // `state` is where an account stands there, not the secret of a request.
  ['the view', ['src-main/domain/view.ts'], ['state', 'hasSecret']],
  // Their shape is the domain's. `token` says what it is good for, `code` is the word of an API's error.
  ['the health of a token', ['src-main/domain/google/health.ts'], ['token', 'code']],
])('%s has no field for a secret', (_what, files, innocent: readonly string[]) => {
  const fields = files.flatMap((file) => declaredFields(readText(file)));
  expect(fields.length).toBeGreaterThan(15);
  expect(fields.filter((field) => !innocent.includes(field) && secretNames.test(field))).toEqual([]);
});

describe('the check can fail:', () => {
  test('a token in an answer is found, however deep', () => {
    const leaking = z.strictObject({ accounts: z.array(z.strictObject({ accessToken: z.string() })) });
    expect(fieldsOf(leaking).filter((field) => secretNames.test(field))).toEqual(['accessToken']);
  });

  test('a secret in a type is found', () => {
    expect(declaredFields('type View = { readonly a: { readonly clientSecret: string } };')).toContain(
      'clientSecret',
    );
  });
});
