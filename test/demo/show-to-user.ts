import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPracticeGoogle } from '#practice/google/start';
import { carlaKey } from '#practice/looker/people';
import { startPracticeLooker } from '#practice/looker/start';
import { aLookerInstance, writeCatalog } from '#support/catalog-file';
import { appArguments, dropProfile, electronProgram, newProfile } from '#support/running-app';

/** Opens the app on two practice servers and waits until it is quit. The browser is your own. */
export async function showToUser(): Promise<number> {
  const looker = await startPracticeLooker();
  const google = await startPracticeGoogle();
  const profile = await newProfile();
  await writeCatalog(profile, {
    instances: [aLookerInstance({ uiOrigin: looker.uiOrigin, apiOrigin: looker.apiOrigin })],
  });
  console.log(`Practice Looker at ${looker.uiOrigin}, practice Google at ${google.origin}.`);
  console.log('In the window: select "Practice Looker", press "Sign in", and log in in your browser as');
  console.log('  ana.ruiz@acme.example  with any password. Then copy, refresh and sign out.');
  console.log(
    `Or add an API key there: ${carlaKey.clientId} with the secret ${carlaKey.clientSecret} is an admin’s.`,
  );
  const clientFile = join(profile, 'client_secret_practice.json');
  await writeFile(clientFile, google.clientFile('desktop'));
  console.log(`For Google: Add, Google, and choose the file ${clientFile}.`);
  console.log(
    'Quit Daypass (Ctrl+Q) to end the demo. Its profile is deleted then; sign out first, because what',
  );
  console.log('stays signed in keeps its entry "Daypass Development" in your keychain.');
  const env = { ...process.env, DAYPASS_PRACTICE_GOOGLE: google.origin };
  const app = spawn(electronProgram(), [...appArguments({ profile })], { stdio: 'inherit', env });
  const code = await new Promise<number>((resolve) => app.once('exit', (status) => resolve(status ?? 1)));
  await Promise.all([looker.close(), google.close()]);
  await dropProfile(profile);
  return code;
}
