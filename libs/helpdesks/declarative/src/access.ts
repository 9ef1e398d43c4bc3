import {
  HelpdeskError,
  type HelpdeskCredential,
  type KeyField,
  type SiteField,
} from '@nightdesk/helpdesks/contract';
import { sitePattern } from './schema/site.js';
import type { Declaration } from './schema/declaration.js';

type Auth = Declaration['auth'];

/** Headers that authenticate a call. Only Basic is put together from text, and it is encoded. */
export function authorize(title: string, auth: Auth, credential: HelpdeskCredential): Record<string, string> {
  const key = keyOf(credential);
  switch (auth.kind) {
    case 'bearer':
      return { Authorization: `Bearer ${key}` };
    case 'header':
      return { [auth.header]: `${auth.prefix}${key}` };
    case 'basic': {
      const email = credential.kind === 'api_token' ? credential.email : null;
      if (email === null && needsEmail(auth))
        throw new HelpdeskError(
          'unauthenticated',
          `${title} needs the e-mail of the key’s agent beside the key`,
        );
      // functions, because "$&" in a key is no pattern
      const filled = (template: string) =>
        template.replaceAll('{{key}}', () => key).replaceAll('{{email}}', () => email ?? '');
      const login = `${filled(auth.user)}:${filled(auth.password)}`;
      return { Authorization: `Basic ${Buffer.from(login).toString('base64')}` };
    }
  }
}

function keyOf(credential: HelpdeskCredential): string {
  switch (credential.kind) {
    case 'oauth':
      return credential.accessToken;
    case 'api_token':
      return credential.token;
    case 'api_key':
      return credential.key;
  }
}

const needsEmail = (auth: Auth) =>
  auth.kind === 'basic' && `${auth.user}${auth.password}`.includes('{{email}}');

/** Null: only OAuth. */
export function keyField(auth: Auth): KeyField | null {
  if (auth.keyWhere === undefined) return null;
  return {
    label: auth.keyLabel,
    where: auth.keyWhere,
    link: auth.keyLink ?? null,
    needsEmail: needsEmail(auth),
    signingSecret: null,
    endsAt: null,
  };
}

export function siteField({ site }: Declaration): SiteField | null {
  const pattern = site && sitePattern(site.pattern);
  return pattern ? { label: site.label, pattern, example: site.example } : null;
}
