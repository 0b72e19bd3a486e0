// Serves the renderer under the app's own scheme, from a map of the built files: a request can only hit or miss an
// entry, it never becomes a path.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol, type Session } from 'electron';

export const appScheme = 'daypass';
export const appOrigin = `${appScheme}://app`;
export const appPage = `${appOrigin}/index.html`;

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Has to run before the app is ready. No privilege beyond what module scripts and the code cache need. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Whole URL to content, for every file the build made. */
export type AppFiles = Promise<
  ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }>
>;

export function serveApp(session: Session, files: AppFiles): void {
  session.protocol.handle(appScheme, async (request) => {
    // What comes after # is the page's own; Electron hands it on.
    const [address = ''] = request.url.split('#', 1);
    const file = request.method === 'GET' ? (await files).get(address) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404 });
    return new Response(file.bytes, { headers: { ...constantHeaders, 'Content-Type': file.type } });
  });
}

const constantHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Reads the built renderer, a few hundred kB, into memory: a page load then never waits for the disk. */
export async function readAppFiles(folder: string): AppFiles {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const path = relative(folder, file).split(sep).join('/');
        const type = contentTypes[extname(file)] ?? 'application/octet-stream';
        return [`${appOrigin}/${path}`, { type, bytes: new Uint8Array(await readFile(file)) }] as const;
      }),
    ),
  );
}
