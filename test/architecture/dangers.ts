// Things that are fine in one place and dangerous in two. Found in the syntax, not in the text: comments may name them.
import ts from 'typescript';
import { readText, toSource, walk, type Source } from './sources';

export type Danger = {
  readonly what: string;
  readonly isThere: (source: Source) => boolean;
  /** The files with a reason. */
  readonly allowedIn: readonly string[];
};

export const dangers: readonly Danger[] = [
  { what: 'ipcMain', isThere: names('ipcMain'), allowedIn: ['src-main/electron/ipc-server.ts'] },
  { what: 'ipcRenderer', isThere: names('ipcRenderer'), allowedIn: ['src-main/preload.ts'] },
  { what: "Electron's shell", isThere: usesElectronShell, allowedIn: ['src-main/electron/browser.ts'] },
  {
    what: 'child processes',
    isThere: (source) => loads(source, /^(?:node:)?child_process$/),
    // The keychain under plain Node, and questions to the desktop: is the keychain open, is there a tray, a lock?
    allowedIn: [
      'src-main/node/fork-keychain.ts',
      'src-main/node/keychain-open.ts',
      'src-main/electron/session-bus.ts',
    ],
  },
  {
    what: 'utility processes',
    isThere: names('utilityProcess'),
    allowedIn: ['src-main/electron/spawn-keychain.ts'],
  },
  { what: 'a revealed secret', isThere: property('reveal'), allowedIn: filesThatMayReveal() },
  {
    what: 'a secret made of others',
    isThere: property('derive'),
    allowedIn: ['src-main/usecases/tokens/config-files.ts', 'src-main/usecases/tokens/token-text.ts'],
  },
  { what: 'the bridge', isThere: isInWindow(names('daypass')), allowedIn: ['src-renderer/bridge/client.ts'] },
  { what: 'a new window', isThere: makes('BrowserWindow'), allowedIn: ['src-main/electron/window.ts'] },
  { what: 'HTML from text', isThere: hasRawHtml, allowedIn: [] },
  {
    what: 'code from text',
    isThere: (source) => names('eval')(source) || makes('Function')(source),
    allowedIn: [],
  },
  { what: 'executeJavaScript', isThere: property('executeJavaScript'), allowedIn: [] },
  { what: 'a home-made encryption key', isThere: names('encryptionKey'), allowedIn: [] },
  {
    what: 'a search through the keychain',
    isThere: (source) => names('findCredentials')(source) || names('findPassword')(source),
    allowedIn: [],
  },
];

/** The list in the lint configuration, so that there is only one. */
export function filesThatMayReveal(): readonly string[] {
  const { script } = toSource('eslint.config.js', readText('eslint.config.js'));
  const files: string[] = [];
  walk(script, (node) => {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || node.name.text !== 'mayReveal')
      return;
    walk(node, (child) => {
      if (ts.isStringLiteral(child)) files.push(child.text);
    });
  });
  return files;
}

/** One sentence for each danger outside its place. */
export function findDangers(sources: readonly Source[]): readonly string[] {
  return dangers.flatMap(({ what, isThere, allowedIn }) =>
    sources
      .filter((source) => !allowedIn.includes(source.path) && isThere(source))
      .map(({ path }) => `${path}: ${what}`),
  );
}

function some({ script }: Source, test: (node: ts.Node) => boolean): boolean {
  let isFound = false;
  walk(script, (node) => (isFound ||= test(node)));
  return isFound;
}

/** As a name, a property, or the text of one: `x.name`, `x['name']`, `{ name }`. */
function names(name: string): Danger['isThere'] {
  return (source) =>
    some(source, (node) => (ts.isIdentifier(node) && node.text === name) || isKey(node, name));
}

function property(name: string): Danger['isThere'] {
  return (source) =>
    some(
      source,
      (node) => (ts.isPropertyAccessExpression(node) && node.name.text === name) || isKey(node, name),
    );
}

function isKey(node: ts.Node, name: string): boolean {
  return (
    ts.isElementAccessExpression(node) &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === name
  );
}

function makes(name: string): Danger['isThere'] {
  return (source) =>
    some(source, (node) => {
      if (!ts.isNewExpression(node)) return false;
      const { expression } = node;
      if (ts.isIdentifier(expression)) return expression.text === name;
      return ts.isPropertyAccessExpression(expression) && expression.name.text === name;
    });
}

function loads(source: Source, module: RegExp): boolean {
  return some(source, (node) => ts.isStringLiteralLike(node) && module.test(node.text));
}

function isInWindow(test: Danger['isThere']): Danger['isThere'] {
  return (source) => source.path.startsWith('src-renderer/') && test(source);
}

/** Taken from Electron by name, or one of its calls. The port of that name is another thing. */
function usesElectronShell(source: Source): boolean {
  const calls = ['openExternal', 'openPath', 'showItemInFolder', 'trashItem'];
  return (
    calls.some((call) => names(call)(source)) ||
    some(source, (node) => ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'shell') ||
    some(source, (node) => isKey(node, 'shell'))
  );
}

function hasRawHtml(source: Source): boolean {
  if (source.path.endsWith('.svelte') && /\{\s*@html/.test(source.text)) return true;
  const ways = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'setHTMLUnsafe'];
  return ways.some((way) => names(way)(source)) || some(source, isDocumentWrite);
}

function isDocumentWrite(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    /^write(?:ln)?$/.test(node.name.text) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'document'
  );
}
