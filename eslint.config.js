import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const pureFolders = ['src-main/domain/**', 'src-main/providers/**', 'src-main/usecases/**'];

/** Time, chance and the world are arguments there: each of these has a port. */
const forbiddenInPureCode = ['fetch', 'setTimeout', 'setInterval', 'console', 'crypto', 'performance'].map(
  (name) => ({
    name,
    message: `Pure code receives the world through a port, not through the global '${name}'.`,
  }),
);

const rawIpc = {
  selector: "ImportDeclaration[source.value='electron'] ImportSpecifier[imported.name='ipcMain']",
  message: 'Only electron/ipc-server.ts touches ipcMain: it checks the sender and the input first.',
};
const revealing = {
  selector: "CallExpression[callee.property.name='reveal']",
  message: 'A secret is revealed at the edges only; see the list in eslint.config.js.',
};
const chanceAndTime = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Random comes from the ids port.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Time comes from the clock port.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes from the clock port.',
  },
];
const moduleMocks = {
  selector: "CallExpression[callee.object.name='vi'][callee.property.name='mock']",
  message: 'Use a fake with state from test/support instead of a mocked module.',
};

/** The only files in which the value of a secret is taken out. */
const mayReveal = [
  'src-main/electron/clipboard.ts',
  'src-main/electron/files.ts',
  'src-main/node/fingerprint.ts',
  'src-main/node/loopback-receiver.ts',
  'src-main/node/oauth-client.ts',
  'src-main/node/provider-api.ts',
  'src-main/node/vault.ts',
  'src-main/node/without-echo.ts',
];

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', '.cache/', 'test/contracts/'] },
  js.configs.recommended,
  noUnsanitized.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.main.json', './tsconfig.renderer.json', './tsconfig.test.json'],
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig: { compilerOptions: { runes: true } } },
    },
    rules: { 'svelte/no-at-html-tags': 'error', 'no-restricted-exports': 'off' },
  },
  {
    files: ['src-main/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', rawIpc, revealing] },
  },
  {
    files: pureFolders,
    rules: {
      'no-restricted-globals': ['error', ...forbiddenInPureCode],
      'no-restricted-syntax': ['error', revealing, ...chanceAndTime],
    },
  },
  { files: mayReveal, rules: { 'no-restricted-syntax': ['error', rawIpc] } },
  { files: ['src-main/electron/ipc-server.ts'], rules: { 'no-restricted-syntax': ['error', revealing] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', moduleMocks],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.mjs', '*.config.js'],
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  prettier,
);
