// A desktop panel without a picture: it owns the status notifier name on the session bus, keeps the tray icons that
// register with it, and reads and clicks their menus the way a real panel does (StatusNotifierItem, dbusmenu).
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DBusError,
  interface as service,
  Message,
  sessionBus,
  Variant,
  type MessageBus,
} from '@particle/dbus-next';

export type MenuEntry = {
  readonly id: number;
  /** As a person reads it, without the underscores that mark access keys. */
  readonly label: string;
  readonly enabled: boolean;
  readonly separator: boolean;
  /** What opens beside it; empty where nothing does. */
  readonly entries: readonly MenuEntry[];
};

/** One icon in the tray. */
export type TrayItem = {
  /** The title of the tooltip, or, where there is none, the title of the icon. */
  tooltipOrTitle(): Promise<string>;
  menu(): Promise<readonly MenuEntry[]>;
  /**
   * Opens the menu and clicks the one entry with this label, or, with several labels, the one in the submenu of the
   * first. Rejects when it is missing, doubled or grey.
   */
  choose(...labels: readonly (string | RegExp)[]): Promise<void>;
  /** Of which picture the icon is: the same mark for the same pixels. */
  picture(): Promise<string>;
  /** Clicks the icon itself. */
  activate(): Promise<void>;
};

/** A running panel. */
export type Panel = {
  /** The icon that registered last, as soon as there is one whose program still runs. */
  waitForItem(): Promise<TrayItem>;
  countItems(): number;
  close(): Promise<void>;
};

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const itemPath = '/StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';
const propertiesInterface = 'org.freedesktop.DBus.Properties';
const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
const patienceMs = 10_000;
const pollMs = 20;
const clickTries = 3;

/** The object that programs register their icons with. */
class Watcher extends service.Interface {
  // The names are those of the D-Bus interface.
  RegisteredStatusNotifierItems: readonly string[] = [];
  readonly IsStatusNotifierHostRegistered = true;
  readonly ProtocolVersion = 0;

  RegisterStatusNotifierItem(name: string): void {
    this.RegisteredStatusNotifierItems = [...this.RegisteredStatusNotifierItems, name];
    this.StatusNotifierItemRegistered(name);
  }

  RegisterStatusNotifierHost(): void {
    this.StatusNotifierHostRegistered();
  }

  StatusNotifierItemRegistered(name: string): string {
    return name;
  }

  StatusNotifierItemUnregistered(name: string): string {
    return name;
  }

  StatusNotifierHostRegistered(): void {
    // A signal without words.
  }

  forget(name: string): void {
    if (!this.RegisteredStatusNotifierItems.includes(name)) return;
    this.RegisteredStatusNotifierItems = this.RegisteredStatusNotifierItems.filter((one) => one !== name);
    this.StatusNotifierItemUnregistered(name);
  }
}

Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
  signals: {
    StatusNotifierItemRegistered: { signature: 's' },
    StatusNotifierItemUnregistered: { signature: 's' },
    StatusNotifierHostRegistered: { signature: '' },
  },
});

/** Opens a panel on the session bus of the environment; rejects where the desktop already has one. */
export async function openPanel(): Promise<Panel> {
  const connection = sessionBus();
  const watcher = new Watcher(watcherName);
  connection.export('/StatusNotifierWatcher', watcher);
  await forgetEndedPrograms(connection, watcher);
  const doNotQueue = 4;
  const primaryOwner = 1;
  if ((await connection.requestName(watcherName, doNotQueue)) !== primaryOwner) {
    connection.disconnect();
    throw new Error('This session already has a panel.');
  }
  return {
    async waitForItem() {
      return toItem(connection, await waitForName(watcher));
    },
    countItems: () => watcher.RegisteredStatusNotifierItems.length,
    async close() {
      await connection.releaseName(watcherName);
      connection.disconnect();
    },
  };
}

async function waitForName(watcher: Watcher): Promise<string> {
  const end = performance.now() + patienceMs;
  do {
    const name = watcher.RegisteredStatusNotifierItems.at(-1);
    if (name !== undefined) return name;
    await delay(pollMs);
  } while (performance.now() < end);
  throw new Error(`No icon came into the tray within ${patienceMs} ms.`);
}

async function forgetEndedPrograms(connection: MessageBus, watcher: Watcher): Promise<void> {
  connection.on('message', ({ member, sender, body }) => {
    if (sender !== bus.destination || member !== 'NameOwnerChanged') return;
    const [name, , newOwner] = body as [string, string, string];
    if (newOwner === '') watcher.forget(name);
  });
  const rule = `type='signal',sender='${bus.destination}',member='NameOwnerChanged'`;
  await connection.call(
    new Message({ ...bus, interface: bus.destination, member: 'AddMatch', signature: 's', body: [rule] }),
  );
}

function toItem(connection: MessageBus, name: string): TrayItem {
  const read = (property: string) => readItemProperty(connection, name, property);
  const menu = async () => openMenu(connection, name, (await read('Menu')) as string);
  return {
    async tooltipOrTitle() {
      // Icon name, pictures, title, text.
      const tooltip = (await read('ToolTip').catch(() => null)) as [string, unknown, string, string] | null;
      const title = tooltip?.[2] ?? '';
      return title === '' ? ((await read('Title')) as string) : title;
    },
    menu: async () => (await menu()).entries(),
    async choose(...labels) {
      const clickOnce = async (): Promise<void> => {
        const opened = await menu();
        let entries = await opened.entries();
        for (const [depth, label] of labels.entries()) {
          const entry = pick(entries, label);
          entries = entry.entries;
          if (depth === labels.length - 1) await opened.click(entry);
        }
      };
      // The program may have built its menu anew since it was read. Then it refuses the click, and a person clicks again.
      for (let tries = 1; ; tries += 1) {
        try {
          await clickOnce();
          return;
        } catch (error) {
          if (!(error instanceof DBusError) || tries === clickTries) throw error;
        }
      }
    },
    async picture() {
      // Width, height and pixels of each size.
      const sizes = (await read('IconPixmap')) as readonly [number, number, Uint8Array][];
      const hash = createHash('sha256');
      for (const [, , pixels] of sizes) hash.update(pixels);
      return hash.digest('hex');
    },
    async activate() {
      const position = { signature: 'ii', body: [0, 0] };
      await ask(connection, {
        destination: name,
        path: itemPath,
        interface: itemInterface,
        member: 'Activate',
        ...position,
      });
    },
  };
}

async function readItemProperty(connection: MessageBus, name: string, property: string): Promise<unknown> {
  const [value] = await ask(connection, {
    destination: name,
    path: itemPath,
    interface: propertiesInterface,
    member: 'Get',
    signature: 'ss',
    body: [itemInterface, property],
  });
  return (value as Variant<unknown>).value;
}

/** Id, properties, entries below. */
type LayoutNode = [number, Readonly<Record<string, Variant<unknown>>>, readonly Variant<LayoutNode>[]];

function openMenu(connection: MessageBus, destination: string, path: string) {
  const call = (member: string, signature: string, body: unknown[]) =>
    ask(connection, { destination, path, interface: menuInterface, member, signature, body });
  return {
    async entries(): Promise<readonly MenuEntry[]> {
      // A courtesy only: programs whose menu is always ready refuse it.
      await call('AboutToShow', 'i', [0]).catch(() => undefined);
      const wholeTree = -1;
      const [, root] = await call('GetLayout', 'iias', [0, wholeTree, []]);
      const [, , entries] = root as LayoutNode;
      return entries.map(({ value }) => toEntry(value)).filter((entry) => entry !== null);
    },
    async click({ id }: MenuEntry): Promise<void> {
      const noData = new Variant('i', 0);
      await call('Event', 'isvu', [id, 'clicked', noData, 0]);
    },
  };
}

/** Properties that are left out have the value that dbusmenu gives them. */
function toEntry([id, properties, below]: LayoutNode): MenuEntry | null {
  if (properties['visible']?.value === false) return null;
  const label = (properties['label']?.value ?? '') as string;
  return {
    id,
    label: withoutAccessKeys(label),
    enabled: properties['enabled']?.value !== false,
    separator: properties['type']?.value === 'separator',
    entries: below.map(({ value }) => toEntry(value)).filter((entry) => entry !== null),
  };
}

/** A single underscore marks the access key; two stand for one. */
function withoutAccessKeys(label: string): string {
  return label.replace(/_(_?)/g, '$1');
}

function pick(entries: readonly MenuEntry[], label: string | RegExp): MenuEntry {
  const isMeant = (entry: MenuEntry) =>
    typeof label === 'string' ? entry.label === label : label.test(entry.label);
  const [entry, ...others] = entries.filter((one) => !one.separator && isMeant(one));
  const words = JSON.stringify(entries.map((one) => one.label));
  if (entry === undefined) throw new Error(`The tray menu has no ${String(label)}, only ${words}.`);
  if (others.length > 0) throw new Error(`The tray menu has more than one ${String(label)}: ${words}.`);
  if (!entry.enabled) throw new Error(`"${entry.label}" in the tray menu is grey.`);
  return entry;
}

async function ask(
  connection: MessageBus,
  call: ConstructorParameters<typeof Message>[0],
): Promise<readonly unknown[]> {
  const reply = await connection.call(new Message(call));
  return (reply?.body ?? []) as unknown[];
}
