import type { Region } from './types.js';

const suffix = (region: Region) => (region === 'us' ? '' : `.${region}`);

/** Where the API of a region lives here; it stands for `https://api[.eu|.au].intercom.io`. */
export const apiPrefix = (region: Region): string => `/intercom${suffix(region)}`;

/** Where a region's web pages live here; it stands for `https://app[.eu|.au].intercom.com`. */
export const appPrefix = (region: Region): string => `/intercom-app${suffix(region)}`;

/** The region whose API a path belongs to. */
export function regionOfPath(path: string): Region | null {
  const [, region] = /^\/intercom(?:\.(eu|au))?(?:\/|$)/.exec(path) ?? [null, null];
  if (region === null) return null;
  return region === 'eu' || region === 'au' ? region : 'us';
}
