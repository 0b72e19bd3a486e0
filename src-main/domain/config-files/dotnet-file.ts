// App.config, which the program reads through the section GoogleAdsApi (googleads/google-ads-dotnet,
// Google.Ads.GoogleAds.Core/src/App.config and src/Config/GoogleAdsConfig.cs).
import { notice, toFile, toHex, toLines, type Keys, type Writer } from './settings';

const keys: Keys = [
  ['OAuth2ClientId', 'clientId'],
  ['OAuth2ClientSecret', 'clientSecret'],
  ['OAuth2RefreshToken', 'refreshToken'],
  ['DeveloperToken', 'developerToken'],
  ['LoginCustomerId', 'loginCustomerId'],
  ['LinkedCustomerId', 'linkedCustomerId'],
];

/** What may stand in no XML 1.0 document, not even as a reference (XML 1.0, section 2.2, `Char`). */
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Writes what XML 1.0 can: no control characters but tab and line breaks, no U+FFFE and U+FFFF. */
export const toDotnetFile: Writer = (values) => {
  const before = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!--',
    ...notice.map((line) => `  ${line}`),
    '-->',
    '<configuration>',
    '  <configSections>',
    '    <section name="GoogleAdsApi" type="System.Configuration.DictionarySectionHandler" />',
    '  </configSections>',
    '  <GoogleAdsApi>',
    toAdd('OAuth2Mode', 'APPLICATION'),
  ];
  return toFile(before, toLines(keys, values, escape, toAdd), ['  </GoogleAdsApi>', '</configuration>']);
};

function toAdd(key: string, escaped: string): string {
  return `    <add key="${key}" value="${escaped}" />`;
}

/** Tabs and line breaks in an attribute would become spaces; as references they stay (XML 1.0, section 3.3.3). */
function escape(value: string): string | null {
  if (forbidden.test(value)) return null;
  return value.replace(/[&<>"]|[^ -~]/gu, (character) => `&#x${toHex(character)};`);
}
