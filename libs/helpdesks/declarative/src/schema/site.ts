import type { Declaration } from './declaration.js';

/** Reports a key, with what is wrong and what to do. */
export type Problem = (path: (string | number)[], message: string) => void;

export function checkSite({ baseUrl, site, auth, oauth }: Declaration, problem: Problem): void {
  const asks = baseUrl.includes('{site}');
  if (asks && !site) problem(['site'], 'baseUrl has {site}: say here what a person types for it');
  if (!asks && site) problem(['site'], 'baseUrl has no {site}: put it there, or leave this key out');
  if (!URL.canParse(baseUrl.replaceAll('{site}', 'example'))) problem(['baseUrl'], 'this is no address');
  if (auth.kind === 'basic' && !`${auth.user}${auth.password}`.includes('{{key}}'))
    problem(['auth'], 'put {{key}} into user or password');
  if (!oauth && auth.keyWhere === undefined)
    problem(['auth', 'keyWhere'], 'say where a person finds the key, or describe "oauth"');
  if (oauth && auth.kind !== 'bearer')
    problem(['auth', 'kind'], 'tokens of OAuth are sent as "bearer"; use that kind');
  if (oauth && !asks && oauth.authorize.includes('{site}'))
    problem(['oauth', 'authorize'], 'baseUrl has no {site}, so there is none here');
  if (oauth && !URL.canParse(oauth.authorize.replaceAll('{site}', 'example')))
    problem(['oauth', 'authorize'], 'this is no address');
  if (!site) return;
  const pattern = sitePattern(site.pattern);
  if (!pattern) problem(['site', 'pattern'], 'this is no regular expression');
  else if (!pattern.test(site.example))
    problem(['site', 'example'], 'the pattern does not match its own example');
}

/** Whatever the pattern allows, only characters of a host name pass: a site must not lead to another host or path. */
export function sitePattern(source: string): RegExp | null {
  try {
    return new RegExp(`^(?=[a-z0-9][a-z0-9._:-]*$)(?:${source})$`);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
