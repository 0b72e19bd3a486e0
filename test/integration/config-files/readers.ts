// The real reader of each format, as the library for it uses that. A process is started once for all files: they lie
// in one folder, under the names 0, 1, 2 and so on.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseProperties } from 'dot-properties';
import { parse as parseDotenv } from 'dotenv';
import type { ConfigFormat } from '#domain/config-files/format';
import type { Settings } from './expectations';
import { readPowershell } from './powershell';

type Place = { readonly folder: string; readonly count: number };
/** For each file the settings in it. */
type Reader = (place: Place) => readonly Settings[];

/** Each has a name of its own for messages. */
export const readers: Readonly<Record<ConfigFormat, Readonly<Record<string, Reader>>>> = {
  python: { PyYAML: readWithPython('yaml.safe_load(open(path, "rb").read())') },
  ruby: { ruby: readWithRuby },
  java: {
    // As Properties.load does, it takes each byte for a character.
    'dot-properties': readHere((bytes) => parseProperties(bytes.toString('latin1'))),
  },
  php: { php: readWithPhp },
  dotnet: { 'ElementTree (expat)': readWithPython('read_app_config(path)') },
  perl: { perl: readWithPerl },
  'env-posix': { sh: readWithShell('sh'), bash: readWithShell('bash') },
  'env-powershell': {
    'our reading of the rules, UTF-8': readHere((bytes) => readPowershell(bytes.toString())),
    'our reading of the rules, Windows-1252': readHere((bytes) =>
      readPowershell(new TextDecoder('windows-1252').decode(bytes)),
    ),
  },
  'env-dotenv': {
    dotenv: readHere((bytes) => parseDotenv(bytes)),
    'dotenv, its second parser': readHere((bytes) => parseDotenv(bytes, { fast: true })),
    'python-dotenv': readWithPython('dict(dotenv.dotenv_values(path))'),
  },
  adc: {
    'JSON.parse': readHere((bytes) => JSON.parse(bytes.toString()) as Settings),
    "Python's json": readWithPython('json.load(open(path, encoding="utf-8"))'),
  },
};

function readHere(read: (bytes: Buffer) => Settings): Reader {
  return ({ folder, count }) =>
    Array.from({ length: count }, (_, index) => read(readFileSync(join(folder, String(index)))));
}

/** LC_ALL=C: none of the files may depend on the language of the computer. */
function run(program: string, args: readonly string[], { folder, count }: Place): string {
  const env = { PATH: process.env['PATH'], HOME: '/home/somebody', LC_ALL: 'C' };
  const options = { encoding: 'utf8', maxBuffer: 100_000_000, env } as const;
  const { error, status, stdout, stderr } = spawnSync(program, [...args, folder, String(count)], options);
  if (error !== undefined)
    throw new Error(`This test needs ${program}: please install it.`, { cause: error });
  if (status !== 0 || stderr !== '') throw new Error(`${program} did not read all files: ${stderr}`);
  return stdout;
}

function readWithPython(expression: string): Reader {
  const program = `
import json, os, sys
import xml.etree.ElementTree as tree
import dotenv, yaml

def read_app_config(path):
    root = tree.parse(path).getroot()
    assert root.tag == 'configuration'
    assert root.find('configSections/section').get('name') == 'GoogleAdsApi'
    return {add.get('key'): add.get('value') for add in root.findall('GoogleAdsApi/add')}

def read(path):
    return ${expression}

folder, count = sys.argv[1:]
json.dump([read(os.path.join(folder, str(index))) for index in range(int(count))], sys.stdout)
`;
  return (place) => JSON.parse(run(findPython(), ['-I', '-X', 'utf8', '-c', program], place)) as Settings[];
}

let knownPython: string | undefined;

/** Another Python may come first on the PATH, without the system's packages. */
function findPython(): string {
  if (knownPython !== undefined) return knownPython;
  const hasPackages = (python: string): boolean =>
    spawnSync(python, ['-I', '-c', 'import dotenv, yaml']).status === 0;
  const found = ['/usr/bin/python3', 'python3'].find(hasPackages);
  if (found === undefined) throw new Error('This test needs python3 with PyYAML and python-dotenv.');
  knownPython = found;
  return found;
}

/** Evaluated as the library does, with a stand-in for its class that knows the six settings only. */
function readWithRuby(place: Place): readonly Settings[] {
  const program = `
require 'json'
NAMES = %w[client_id client_secret refresh_token developer_token login_customer_id linked_customer_id]
module Google; module Ads; module GoogleAds
  class Config
    attr_accessor(*NAMES)
    def initialize; yield self; end
  end
end; end; end
folder, count = ARGV
read = (0...count.to_i).map do |index|
  path = File.join(folder, index.to_s)
  config = eval(File.read(path), binding, path)
  raise "#{path} gives a #{config.class}" unless config.instance_of?(Google::Ads::GoogleAds::Config)
  NAMES.to_h { |name| [name, config.public_send(name)] }.compact
end
puts JSON.generate(read)
`;
  return JSON.parse(run('ruby', ['-e', program], place)) as Settings[];
}

function readWithPhp(place: Place): readonly Settings[] {
  const program = `
[, $folder, $count] = $argv;
$read = [];
for ($index = 0; $index < (int) $count; $index++) {
  $settings = [];
  foreach (parse_ini_file("$folder/$index", true, INI_SCANNER_TYPED) as $section => $values) {
    foreach ($values as $key => $value) $settings["$section.$key"] = $value;
  }
  $read[] = (object) $settings;
}
echo json_encode($read, JSON_THROW_ON_ERROR);
`;
  return JSON.parse(run('php', ['-n', '-r', program, '--'], place)) as Settings[];
}

/** The loop is the one of the library's `__parse_properties_file`. Bytes are told in hexadecimal digits. */
function readWithPerl(place: Place): readonly Settings[] {
  const program = `
use strict; use warnings;
my ($folder, $count) = @ARGV;
for my $index (0 .. $count - 1) {
  my %properties;
  open(my $file, '<', "$folder/$index") or die $!;
  while (my $line = <$file>) {
    chomp($line);
    next if ($line =~ /^#/ || $line =~ /^\\s*$/);
    my ($key, $value) = split(/=/, $line, 2);
    $properties{$key} = $value;
  }
  print join(' ', map { "$_=" . unpack('H*', $properties{$_}) } sort keys %properties), "\\n";
}
`;
  const lines = run('perl', ['-e', program], place).trimEnd().split('\n');
  return lines.map((line) =>
    Object.fromEntries(
      line.split(' ').map((pair) => {
        const [key = '', digits = ''] = pair.split('=');
        return [key, Buffer.from(digits, 'hex').toString()];
      }),
    ),
  );
}

/** Each file is sourced in a shell of its own; then its environment tells what was exported. */
function readWithShell(shell: string): Reader {
  const program = `
index=0
while [ "$index" -lt "$2" ]; do
  ( . "$1/$index" && env -0 ) || exit 1
  printf '\\0'
  index=$((index + 1))
done
`;
  return (place) => {
    const entries = run(shell, ['-c', program, shell], place).split('\0\0').slice(0, -1);
    return entries.map((entry) => {
      const variables = entry.split('\0').map((variable) => {
        const at = variable.indexOf('=');
        return [variable.slice(0, at), variable.slice(at + 1)] as const;
      });
      return Object.fromEntries(variables.filter(([name]) => name.startsWith('GOOGLE_ADS_')));
    });
  };
}
