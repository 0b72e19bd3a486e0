// The notices of a desktop without a desktop: owns their name on the session bus, keeps what is shown, and clicks it the
// way a person does (Desktop Notifications Specification, org.freedesktop.Notifications).
import { interface as service, sessionBus } from '@particle/dbus-next';

export type ShownNotice = { readonly id: number; readonly title: string; readonly body: string };

export type NoticeBoard = {
  /** Everything that was ever shown, oldest first. */
  readonly shown: readonly ShownNotice[];
  /** Those on the screen now. */
  onScreen(): readonly ShownNotice[];
  /** Clicks the notice itself. */
  click(notice: ShownNotice): void;
  close(): Promise<void>;
};

const name = 'org.freedesktop.Notifications';

type NotifyArguments = readonly [string, number, string, string, string, ...unknown[]];

class Notifications extends service.Interface {
  readonly shown: ShownNotice[] = [];
  readonly open = new Set<number>();

  GetCapabilities(): readonly string[] {
    return ['body', 'actions'];
  }

  GetServerInformation(): readonly string[] {
    return ['practice', 'Daypass', '1', '1.2'];
  }

  /** Of app, replaces, icon, title, body, actions, hints and timeout, what a person sees. */
  Notify(...[, replaces, , title, body]: NotifyArguments): number {
    const id = replaces === 0 ? this.shown.length + 1 : replaces;
    this.shown.push({ id, title, body });
    this.open.add(id);
    return id;
  }

  CloseNotification(id: number): void {
    this.open.delete(id);
    this.NotificationClosed(id, 3);
  }

  NotificationClosed(id: number, reason: number): readonly number[] {
    return [id, reason];
  }

  ActionInvoked(id: number, action: string): readonly [number, string] {
    return [id, action];
  }
}

Notifications.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: {
    NotificationClosed: { signature: 'uu' },
    ActionInvoked: { signature: 'us' },
  },
});

/** Opens the board on the session bus of the environment, before the app starts. */
export async function openNoticeBoard(): Promise<NoticeBoard> {
  const connection = sessionBus();
  const notifications = new Notifications(name);
  connection.export('/org/freedesktop/Notifications', notifications);
  const primaryOwner = 1;
  const doNotQueue = 4;
  if ((await connection.requestName(name, doNotQueue)) !== primaryOwner) {
    connection.disconnect();
    throw new Error('This session shows notices already.');
  }
  return {
    shown: notifications.shown,
    onScreen: () => notifications.shown.filter(({ id }) => notifications.open.has(id)),
    click: ({ id }) => void notifications.ActionInvoked(id, 'default'),
    async close() {
      await connection.releaseName(name);
      connection.disconnect();
    },
  };
}
