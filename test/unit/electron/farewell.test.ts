import '#support/fakes/without-electron';
import { describe, expect, test } from 'vitest';
import { sayFarewell } from '#electron/farewell';
import { HandClock } from '#support/fakes/clock';
import { settle } from '#support/fakes/story';

/** An app that is to end, with a keychain that may be shut, and a person who may be asked. */
class Ending {
  readonly clock = new HandClock(0);
  readonly hurry = new AbortController();
  /** A renewed sign-in that is in memory only. */
  unsaved = false;
  /** When the keychain opens. */
  opensAt = Number.POSITIVE_INFINITY;
  /** How long it takes to close everything. */
  closingTakes = 100;
  answers: readonly ('wait' | 'quit')[] = [];
  asked = 0;
  isClosed = false;
  endedAt: number | null = null;

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(milliseconds, resolve));
  }

  async #save(milliseconds: number): Promise<boolean> {
    const wait = Math.min(Math.max(this.opensAt - this.clock.now(), 0), milliseconds);
    await this.#pause(wait);
    if (this.clock.now() >= this.opensAt) this.unsaved = false;
    return !this.unsaved;
  }

  async end(): Promise<void> {
    await sayFarewell({
      holdsUnsaved: () => this.unsaved,
      saveHeld: (milliseconds) => this.#save(milliseconds),
      shutDown: async () => {
        await this.#pause(this.closingTakes);
        this.isClosed = true;
      },
      hurry: this.hurry.signal,
      ask: (hurry) => {
        const answer = this.answers[this.asked];
        this.asked += 1;
        if (answer !== undefined) return Promise.resolve(answer);
        return new Promise((resolve) => hurry.addEventListener('abort', () => resolve('wait')));
      },
      pause: (milliseconds) => this.#pause(milliseconds),
    });
    this.endedAt = this.clock.now();
  }
}

test('an app that holds nothing back ends as soon as everything is closed', async () => {
  const app = new Ending();
  void app.end();
  await app.clock.pass(100);
  expect(app).toMatchObject({ isClosed: true, endedAt: 100, asked: 0 });
});

test('what does not close does not keep it: it ends within three seconds (RR12) (RS11)', async () => {
  const app = new Ending();
  app.closingTakes = 60_000;
  void app.end();
  await app.clock.pass(60_000);
  expect(app.endedAt).toBeLessThan(3_000);
});

describe('with a renewed sign-in that the keychain did not take (RR8)', () => {
  test('it is saved when the keychain opens within ten seconds, and nobody is asked', async () => {
    const app = new Ending();
    Object.assign(app, { unsaved: true, opensAt: 7_000 });
    void app.end();
    await app.clock.pass(60_000);
    expect(app).toMatchObject({ unsaved: false, asked: 0, isClosed: true });
    expect(app.endedAt).toBeLessThan(10_000);
  });

  test('otherwise she is asked, and as long as she waits it is tried again', async () => {
    const app = new Ending();
    Object.assign(app, { unsaved: true, opensAt: 25_000, answers: ['wait', 'wait'] });
    void app.end();
    await app.clock.pass(60_000);
    expect(app).toMatchObject({ unsaved: false, asked: 2, isClosed: true });
  });

  test('if she quits anyway, it ends', async () => {
    const app = new Ending();
    Object.assign(app, { unsaved: true, answers: ['quit'] });
    void app.end();
    await app.clock.pass(60_000);
    expect(app).toMatchObject({ asked: 1, isClosed: true });
    expect(app.endedAt).toBeGreaterThan(10_000);
  });

  test('a session that ends does not wait for an answer', async () => {
    const app = new Ending();
    app.unsaved = true;
    void app.end();
    await app.clock.pass(15_000);
    expect(app.endedAt).toBeNull();
    app.hurry.abort();
    await settle();
    await app.clock.pass(15_000);
    expect(app).toMatchObject({ asked: 1, isClosed: true });
    expect(app.endedAt).not.toBeNull();
  });

  test('and where nobody is there to ask, it is tried for ten seconds and not asked', async () => {
    const app = new Ending();
    app.unsaved = true;
    app.hurry.abort();
    void app.end();
    await app.clock.pass(60_000);
    expect(app.asked).toBe(0);
    expect(app.endedAt).toBeGreaterThanOrEqual(10_000);
    expect(app.endedAt).toBeLessThan(25_000);
  });

  test('one that comes only while everything closes is saved too, before the end', async () => {
    const app = new Ending();
    Object.assign(app, { closingTakes: 1_500, opensAt: 5_000 });
    app.clock.after(1_000, () => (app.unsaved = true));
    void app.end();
    await app.clock.pass(60_000);
    expect(app).toMatchObject({ isClosed: true, unsaved: false, endedAt: 5_000, asked: 0 });
  });
});
