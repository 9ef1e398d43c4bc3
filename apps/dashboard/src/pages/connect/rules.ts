import type { PlatformChoice } from '@nightdesk/sdk';
import type { Draft, FieldErrors } from './draft.js';

export type Method = 'oauth' | 'key';
type Site = NonNullable<PlatformChoice['site']>;

/** The ways in that a platform has, the better one first. */
export function methodsOf({ oauth, key }: PlatformChoice): Method[] {
  return [...(oauth ? (['oauth'] as const) : []), ...(key ? (['key'] as const) : [])];
}

/** The chosen way in, or the first where the platform does not have that one. */
export function methodOf(draft: Pick<Draft, 'method'>, choice: PlatformChoice): Method {
  const methods = methodsOf(choice);
  return methods.find((method) => method === draft.method) ?? methods[0] ?? 'oauth';
}

/** The chosen region, or the first; empty where there is nothing to choose. */
export function regionOf(draft: Pick<Draft, 'region'>, { regions }: PlatformChoice): string {
  return regions.find(({ value }) => value === draft.region)?.value ?? regions[0]?.value ?? '';
}

/** The site that was typed, as the platform writes it; null when it cannot be one. */
export function siteIn(typed: string, { pattern }: Site): string | null {
  const match = new RegExp(`^(?:${pattern})$`).exec(typed.trim().toLowerCase());
  return match && (match[1] ?? match[0]);
}

/** Why a site cannot be right, or null. The api checks it again, by the same pattern. */
export function siteProblem(typed: string, { title, site }: PlatformChoice): string | null {
  if (site === null || siteIn(typed, site) !== null) return null;
  if (typed.trim() === '') return `Type the site, for example ${site.example}.`;
  return `This is no ${title} site. It must look like ${site.example}.`;
}

/** What is wrong with the form before it is sent. */
export function draftProblems(draft: Draft, choice: PlatformChoice, own: boolean): FieldErrors {
  const byKey = methodOf(draft, choice) === 'key';
  const site = siteProblem(draft.site, choice);
  return {
    ...(site && { site }),
    ...(byKey && draft.key.trim() === '' && { key: `Paste the ${choice.key?.label ?? 'key'}.` }),
    ...(byKey &&
      choice.key?.needsEmail &&
      draft.email.trim() === '' && { email: 'Type the e-mail that this belongs to.' }),
    ...(!byKey && own && draft.clientId.trim() === '' && { clientId: 'Type the id of your client.' }),
  };
}

/** The page where the key is found; null as long as it depends on a site that is not there yet. */
export function keyLink(draft: Pick<Draft, 'site'>, choice: PlatformChoice): string | null {
  const link = choice.key?.link;
  if (!link) return null;
  const site = choice.site && siteIn(draft.site, choice.site);
  if (link.includes('{site}') && !site) return null;
  const url = link.replaceAll('{site}', site ?? '');
  return /^https?:\/\//i.test(url) ? url : null;
}
