// The files word by word. That the libraries' own readers understand hostile values is shown in
// test/integration/config-files.
import { describe, expect, test } from 'vitest';
import { configFormats, type ConfigFormat, type ConfigValues } from '#domain/config-files/format';
import { configFileNames, toConfigFile } from '#domain/config-files/write';

const values: ConfigValues = {
  clientId: '1234-abc.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-it\'s "#1"\\n',
  refreshToken: '1//0é🔑',
  developerToken: '',
  loginCustomerId: '1234567890',
  linkedCustomerId: '',
};

function write(format: ConfigFormat, changes: Partial<ConfigValues> = {}): string {
  const file = toConfigFile(format, { ...values, ...changes });
  if (!file.ok) throw new Error(`Not written: ${file.failure.field}`);
  return file.value;
}

/** Without the lines of the notice. */
function settingsOf(text: string): string {
  return text.replace(/^(?:[#;] .*\n)+/, '');
}

const notice = [
  'Written by Daypass. This file holds a client secret and a refresh token:',
  'whoever reads it can sign in as you until the token is revoked. Never share or commit it.',
];

describe('what is in the file for', () => {
  test('Python', () => {
    expect(write('python')).toBe(`# ${notice[0]}
# ${notice[1]}
use_proto_plus: true
client_id: "1234-abc.apps.googleusercontent.com"
client_secret: "GOCSPX-it's \\"#1\\"\\\\n"
refresh_token: "1//0\\xE9\\U0001F511"
login_customer_id: "1234567890"
`);
  });

  test('Ruby', () => {
    expect(write('ruby')).toBe(`# ${notice[0]}
# ${notice[1]}

Google::Ads::GoogleAds::Config.new do |c|
  c.client_id = '1234-abc.apps.googleusercontent.com'
  c.client_secret = 'GOCSPX-it\\'s "#1"\\\\n'
  c.refresh_token = '1//0' "\\u{E9}\\u{1F511}"
  c.login_customer_id = '1234567890'
end
`);
  });

  test('Java', () => {
    expect(settingsOf(write('java'))).toBe(`api.googleads.clientId=1234-abc.apps.googleusercontent.com
api.googleads.clientSecret=GOCSPX-it's "\\#1"\\\\n
api.googleads.refreshToken=1//0\\u00E9\\uD83D\\uDD11
api.googleads.loginCustomerId=1234567890
`);
  });

  test('PHP', () => {
    expect(settingsOf(write('php'))).toBe(`
[GOOGLE_ADS]
loginCustomerId = '1234567890'

[OAUTH2]
clientId = '1234-abc.apps.googleusercontent.com'
clientSecret = 'GOCSPX-it'"'"'s "#1"\\n'
refreshToken = '1//0é🔑'
`);
  });

  test('.NET', () => {
    expect(write('dotnet')).toBe(`<?xml version="1.0" encoding="utf-8"?>
<!--
  ${notice[0]}
  ${notice[1]}
-->
<configuration>
  <configSections>
    <section name="GoogleAdsApi" type="System.Configuration.DictionarySectionHandler" />
  </configSections>
  <GoogleAdsApi>
    <add key="OAuth2Mode" value="APPLICATION" />
    <add key="OAuth2ClientId" value="1234-abc.apps.googleusercontent.com" />
    <add key="OAuth2ClientSecret" value="GOCSPX-it's &#x22;#1&#x22;\\n" />
    <add key="OAuth2RefreshToken" value="1//0&#xE9;&#x1F511;" />
    <add key="LoginCustomerId" value="1234567890" />
  </GoogleAdsApi>
</configuration>
`);
  });

  test('Perl', () => {
    expect(settingsOf(write('perl'))).toBe(`clientId=1234-abc.apps.googleusercontent.com
clientSecret=GOCSPX-it's "#1"\\n
refreshToken=1//0é🔑
loginCustomerId=1234567890
`);
  });

  test('sh', () => {
    expect(settingsOf(write('env-posix'))).toBe(`export GOOGLE_ADS_USE_PROTO_PLUS='true'
export GOOGLE_ADS_OAUTH2_MODE='APPLICATION'
export GOOGLE_ADS_CLIENT_ID='1234-abc.apps.googleusercontent.com'
export GOOGLE_ADS_CLIENT_SECRET='GOCSPX-it'\\''s "#1"\\n'
export GOOGLE_ADS_REFRESH_TOKEN='1//0é🔑'
export GOOGLE_ADS_LOGIN_CUSTOMER_ID='1234567890'
`);
  });

  test('PowerShell', () => {
    expect(settingsOf(write('env-powershell', { clientId: '‘new-object’' })))
      .toBe(`$env:GOOGLE_ADS_USE_PROTO_PLUS = 'true'
$env:GOOGLE_ADS_OAUTH2_MODE = 'APPLICATION'
$env:GOOGLE_ADS_CLIENT_ID = '' + [char]0x2018 + 'new-object' + [char]0x2019
$env:GOOGLE_ADS_CLIENT_SECRET = 'GOCSPX-it''s "#1"\\n'
$env:GOOGLE_ADS_REFRESH_TOKEN = '1//0' + [char]0x00E9 + [char]0xD83D + [char]0xDD11
$env:GOOGLE_ADS_LOGIN_CUSTOMER_ID = '1234567890'
`);
  });

  test('dotenv, each value with the quotes that it needs', () => {
    const changes = { clientSecret: "it's", refreshToken: 'it\'s "0"' };
    expect(settingsOf(write('env-dotenv', changes))).toBe(`GOOGLE_ADS_USE_PROTO_PLUS='true'
GOOGLE_ADS_OAUTH2_MODE='APPLICATION'
GOOGLE_ADS_CLIENT_ID='1234-abc.apps.googleusercontent.com'
GOOGLE_ADS_CLIENT_SECRET="it's"
GOOGLE_ADS_REFRESH_TOKEN=it's "0"
GOOGLE_ADS_LOGIN_CUSTOMER_ID='1234567890'
`);
  });

  test('Application Default Credentials, which know nothing of Google Ads', () => {
    expect(write('adc', { developerToken: 'dev' })).toBe(`{
  "type": "authorized_user",
  "client_id": "1234-abc.apps.googleusercontent.com",
  "client_secret": "GOCSPX-it's \\"#1\\"\\\\n",
  "refresh_token": "1//0é🔑"
}
`);
  });
});

describe('every file', () => {
  test.each(configFormats)('for %s has the optional values when they are there', (format) => {
    const changes = { clientSecret: 'GOCSPX-1', developerToken: 'developer', linkedCustomerId: '9876543210' };
    const text = write(format, changes);
    const optional = ['developer', '1234567890', '9876543210'].filter((value) => text.includes(value));
    expect(optional).toHaveLength(format === 'adc' ? 0 : 3);
  });

  test.each(configFormats.filter((format) => format !== 'adc'))(
    'for %s says first what it holds',
    (format) => {
      expect(write(format, { clientSecret: 'GOCSPX-1' }).split('\n').slice(0, 4).join('\n')).toContain(
        notice[0],
      );
    },
  );

  test.each(configFormats)('for %s refuses half of a surrogate pair and names the field', (format) => {
    expect(toConfigFile(format, { ...values, clientSecret: 'a\ud83d' })).toEqual({
      ok: false,
      failure: { kind: 'not-writable', field: 'clientSecret' },
    });
  });

  test('has a name of its own', () => {
    expect(new Set(Object.values(configFileNames)).size).toBe(configFormats.length);
  });
});

test.each<[format: ConfigFormat, secret: string]>([
  ['perl', 'two\nlines'],
  ['perl', 'return\r'],
  ['dotnet', 'bell \x07'],
  ['dotnet', 'no character \uffff'],
  ['env-posix', 'nul \0'],
  ['env-powershell', 'nul \0'],
  ['env-dotenv', 'nul \0'],
  ['env-dotenv', 'a${HOME}b'],
  ['env-dotenv', 'both \' and " in\ntwo lines'],
  ['env-dotenv', 'a # behind \' and "'],
  ['env-dotenv', '`between back quotes, with \' and "`'],
  ['env-dotenv', ' space before \' and "'],
])('%s has no way to write %j', (format, clientSecret) => {
  expect(toConfigFile(format, { ...values, clientSecret })).toEqual({
    ok: false,
    failure: { kind: 'not-writable', field: 'clientSecret' },
  });
});
