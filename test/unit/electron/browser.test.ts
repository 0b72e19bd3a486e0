import '#support/fakes/without-electron';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOpenable } from '#electron/browser';
import { anyAddress } from '#support/fakes/any-text';

describe('an address is handed to the system', () => {
  test.each([
    'https://acme.cloud.looker.com/auth?client_id=daypass&redirect_uri=http%3A%2F%2F127.0.0.1%3A48517%2Fcallback',
    'http://127.0.0.1:9999/auth?state=x',
    'http://localhost:9999/auth',
    'http://[::1]:9999/auth',
  ])('%s', (address) => {
    expect(toOpenable(address)).toBe(address);
  });
});

describe('nothing else is', () => {
  test.each([
    'http://acme.example/auth',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://evil.example/share',
    'ms-settings:privacy',
    'daypass://app/index.html',
    'https://ana:pw@acme.example/',
    'https://ana@acme.example/',
    `https://acme.example/${'x'.repeat(2_000)}`,
    'https://acme.example/?q=`id`',
    '-oProxyCommand=id',
    '',
    'acme.example',
  ])('%j', (address) => {
    expect(toOpenable(address)).toBeNull();
  });

  test('whatever is asked for, what is opened is an https address or one on this computer', () => {
    fc.assert(
      fc.property(anyAddress(), (text) => {
        const opened = toOpenable(text);
        if (opened !== null)
          expect(opened).toMatch(/^(?:https:\/\/|http:\/\/(?:127\.|localhost|\[::1\]))[^\s"<>`\\]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
