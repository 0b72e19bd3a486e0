// The source as the checks see it: every file once, parsed, with the script blocks of Svelte components.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export type Source = {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** All script of the file; of a Svelte component its blocks, one after the other. */
  readonly script: ts.SourceFile;
};

export const root = join(import.meta.dirname, '../..');

/** A source from text alone, which is how a check shows that it can fail. */
export function toSource(path: string, text: string): Source {
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  return {
    path,
    text,
    script: ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS),
  };
}

/** Every file under a folder of the repository with one of these endings. */
export function listFiles(folder: string, endings: readonly string[]): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('node_modules/'));
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readSources(folder: string): readonly Source[] {
  return listFiles(folder, ['.ts', '.svelte']).map((path) => toSource(path, readText(path)));
}

/** Calls for every node, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function scriptsOf(component: string): string {
  return [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n');
}
