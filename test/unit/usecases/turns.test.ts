import { expect, test } from 'vitest';
import { createTurns } from '#usecases/turns';
import { settle, Story } from '#support/fakes/story';

test('what concerns one account happens one after the other, in the order it was asked for', async () => {
  const turns = createTurns();
  const story = new Story();
  const release = story.hold('first');
  void turns.take('ana', () => story.pass('first'));
  void turns.take('ana', () => story.pass('second'));
  void turns.take('ben', () => story.pass('other'));
  await settle();
  expect(story.events).toEqual(['first', 'other']);
  await release();
  expect(story.events).toEqual(['first', 'other', 'second']);
});

test('something that breaks does not keep the next from its turn, and is told to whoever asked', async () => {
  const turns = createTurns();
  const broken = turns.take('ana', () => Promise.reject(new Error('no')));
  const next = turns.take('ana', () => Promise.resolve('done'));
  await expect(broken).rejects.toThrow('no');
  expect(await next).toBe('done');
});
