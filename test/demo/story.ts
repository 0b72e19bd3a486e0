// The demo: the main job with no account anywhere. With a display it opens the app on practice servers for you;
// without one a robot plays the story, checks each step at the server, and saves a picture of each.
import { openPracticeDesk } from '#support/practice-desk';
import { playStory } from './play-story';
import { showToUser } from './show-to-user';

const isAlone = process.env['DAYPASS_HEADLESS'] === '1';
process.exitCode = isAlone ? await playStory(await openPracticeDesk()) : await showToUser();
