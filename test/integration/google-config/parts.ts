// A Google Ads sign-in whose credentials go into files, and the folder these are saved to.
import { onTestFinished } from 'vitest';
import type { ConfigFormat } from '#domain/config-files/format';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import type { ConfigWish } from '#usecases/tokens/config-files';
import { addedForAds, danaMail, openDeskAtGoogle, type AtGoogle } from '../whole-app/google';
import { aFolder } from '../whole-app/files';
import { valueOf } from '../whole-app/parts';

export type AdsDesk = AtGoogle & {
  readonly instanceId: string;
  readonly danas: string;
  readonly folder: string;
};

export async function openAdsDesk(): Promise<AdsDesk> {
  const google = await startPracticeGoogle();
  onTestFinished(() => google.close());
  const at = openDeskAtGoogle(google);
  const folder = aFolder();
  at.desk.files.folder = folder;
  const instanceId = await addedForAds(at);
  return { ...at, instanceId, folder, danas: await at.desk.signedInAs(danaMail, instanceId) };
}

export function aWish(format: ConfigFormat, part: Partial<ConfigWish> = {}): ConfigWish {
  return { format, developerToken: '', loginCustomerId: '', linkedCustomerId: '', ...part };
}

/** Saves a file and says where it is. */
export async function saved({ desk, danas }: AdsDesk, wish: ConfigWish): Promise<string> {
  const { savedAs } = valueOf(await desk.configFiles.save(danas, wish));
  if (savedAs === null) throw new Error('nothing was saved');
  return savedAs;
}

/** The practice Google in the place of Google's hosts, in the words of google-auth-library. */
export function toLibraryEndpoints({ origin }: PracticeGoogle) {
  return {
    oauth2TokenUrl: `${origin}/token`,
    oauth2RevokeUrl: `${origin}/revoke`,
    tokenInfoUrl: `${origin}/tokeninfo`,
    oauth2AuthBaseUrl: `${origin}/o/oauth2/v2/auth`,
  };
}
