import { describe, expect, test } from 'vitest';
import { judgeClientApp } from '#domain/client-app';
import { aClientAppForm } from '#support/builders';

test('a form that is fine comes to what is registered, without outer spaces and empty lines', () => {
  const form = aClientAppForm({
    guid: ' daypass ',
    redirectUris: '\n http://127.0.0.1:48517/callback \r\n\r\nvscode://google.vscode-looker/oauth\n',
    displayName: ' Daypass ',
  });
  expect(judgeClientApp(form)).toEqual({
    ok: true,
    value: {
      guid: 'daypass',
      redirectUris: ['http://127.0.0.1:48517/callback', 'vscode://google.vscode-looker/oauth'],
      displayName: 'Daypass',
      description: 'Short-lived tokens',
      enabled: true,
      groupId: null,
    },
  });
});

test('an empty group means everybody, any other is kept', () => {
  expect(judgeClientApp(aClientAppForm({ groupId: '9' }))).toMatchObject({ value: { groupId: '9' } });
  expect(judgeClientApp(aClientAppForm({ groupId: '' }))).toMatchObject({ value: { groupId: null } });
});

describe('a redirect address', () => {
  test.each([
    'http://127.0.0.1:7777',
    'http://localhost:8000/callback',
    'https://localhost:8080/oauth',
    'vscode://google.vscode-looker-official/oauth_callback',
  ])('may be %s', (uri) => {
    expect(judgeClientApp(aClientAppForm({ redirectUris: uri }))).toMatchObject({ ok: true });
  });

  test.each([
    ['', { kind: 'empty' }],
    ['\n \n', { kind: 'empty' }],
    ['127.0.0.1/callback', { kind: 'not-a-uri' }],
    ['http://127.0.0.1:48517/callback#top', { kind: 'not-a-uri' }],
    ['http://127.0.0.1:48517/callback\nnonsense', { kind: 'not-a-uri' }],
    [
      Array.from({ length: 21 }, (_, index) => `http://localhost:${8000 + index}/`).join('\n'),
      { kind: 'too-long' },
    ],
  ])('may not be %j', (redirectUris, problem) => {
    expect(judgeClientApp(aClientAppForm({ redirectUris }))).toMatchObject({
      failure: { redirectUris: problem },
    });
  });
});

test.each(['.', '..'])('a client is not called %j: in an address that would be another place', (guid) => {
  expect(judgeClientApp(aClientAppForm({ guid }))).toMatchObject({ ok: false });
});

test('every problem is found at once, named by its field', () => {
  const form = aClientAppForm({
    guid: 'two words',
    redirectUris: 'x',
    displayName: ' ',
    description: 'x'.repeat(1001),
  });
  expect(judgeClientApp(form)).toEqual({
    ok: false,
    failure: {
      guid: { kind: 'has-spaces' },
      redirectUris: { kind: 'not-a-uri' },
      displayName: { kind: 'empty' },
      description: { kind: 'too-long', limit: 1000 },
    },
  });
});
