// Who imports what, and who may. The table is the one of ARCHITECTURE.md; the smallest that is true today.
import { posix } from 'node:path';
import ts from 'typescript';
import { readText, walk, type Source } from './sources';

export type Import = { readonly from: string; readonly target: string; readonly isType: boolean };

type Rule = {
  /** A folder, ending with `/`, or one file without its ending. The most exact rule counts. */
  readonly place: string;
  /** Folders, files, packages, or `node:` for everything Node brings along. */
  readonly mayImport: readonly string[];
  /** The same, for types only. */
  readonly mayImportTypes?: readonly string[];
};

const pure = ['src-main/domain/'];
const everything = ['src-main/', 'node:', 'electron'];

export const table: readonly Rule[] = [
  { place: 'src-main/domain/', mayImport: pure },
  { place: 'src-main/providers/', mayImport: ['src-main/providers/', ...pure] },
  // The one queue of deadlines.
  { place: 'src-main/usecases/', mayImport: ['src-main/usecases/', ...pure, 'tinyqueue'] },
  { place: 'src-main/contract/', mayImport: ['src-main/contract/', ...pure, 'zod'] },
  {
    place: 'src-main/node/',
    mayImport: ['src-main/node/', ...pure, 'node:', 'oauth4webapi', 'zod', 'keytar'],
    mayImportTypes: ['src-main/usecases/ports'],
  },
  {
    place: 'src-main/electron/',
    mayImport: [
      'src-main/electron/',
      'src-main/contract/',
      ...pure,
      // One comparison in constant time for receiver and clipboard.
      'src-main/node/same-text',
      'assets/',
      'electron',
      'electron-store',
      'zod',
      'node:',
    ],
    mayImportTypes: [
      'src-main/usecases/',
      // The shapes that Electron fulfils for them: its fetch, its utility process.
      'src-main/node/http',
      'src-main/node/keychain',
      'src-main/node/keychain-process',
    ],
  },
  { place: 'src-main/compose', mayImport: everything },
  { place: 'src-main/main', mayImport: everything },
  { place: 'src-main/preload', mayImport: ['src-main/contract/names', 'electron'] },
  {
    place: 'src-renderer/',
    mayImport: ['src-renderer/', 'svelte', 'bits-ui', '@lucide/svelte', 'svelte-sonner'],
    mayImportTypes: ['src-main/contract/bridge'],
  },
];

/** One sentence for each import that the table does not allow. */
export function findForbiddenImports(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter((one) => !isAllowed(one))
      .map(({ from, target, isType }) => `${from} imports ${isType ? 'types of ' : ''}${target}`),
  );
}

function isAllowed({ from, target, isType }: Import): boolean {
  const rule = table
    .filter(({ place }) => isIn(from, place))
    .reduce<Rule | null>((a, b) => (a === null || b.place.length > a.place.length ? b : a), null);
  if (rule === null) return false;
  const allowed = isType ? [...rule.mayImport, ...(rule.mayImportTypes ?? [])] : rule.mayImport;
  return allowed.some((place) => isIn(target, place));
}

function isIn(path: string, place: string): boolean {
  if (place === 'node:') return path.startsWith('node:');
  if (place.endsWith('/')) return path.startsWith(place);
  return path === place || path.replace(/(?:\.svelte)?\.(?:ts|svelte)$/, '') === place;
}

/** Static and dynamic imports, re-exports, `import type`, `import('x').T` and require. */
export function importsOf({ path, script }: Source): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    const text = specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)';
    found.push({ from: path, target: resolve(path, text), isType });
  };
  walk(script, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) {
      add(node.arguments[0], false);
    }
  });
  return found;
}

function isLoading(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

const { imports: aliases } = JSON.parse(readText('package.json')) as { imports: Record<string, string> };

/** A path from the top of the repository, or the name of a package. */
function resolve(from: string, specifier: string): string {
  const [bare = ''] = specifier.split('?');
  if (bare.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), bare));
  for (const [alias, target] of Object.entries(aliases)) {
    const [head = ''] = alias.split('*');
    if (bare.startsWith(head)) return posix.normalize(target.replace('*', bare.slice(head.length)));
  }
  if (bare.startsWith('node:') || bare.startsWith('#') || bare.startsWith('(')) return bare;
  const parts = bare.split('/');
  return parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/');
}
