/** The page of one account. */
export function accountPath(accountId: string): string {
  return `/accounts/${encodeURIComponent(accountId)}`;
}

/** What failed or was given up, of one account. */
export function deadLettersPath(accountId: string): string {
  return `/dead-letters?accountId=${encodeURIComponent(accountId)}`;
}

/** Where other limits of an account are tried out. */
export function whatIfPath(accountId: string): string {
  return `${accountPath(accountId)}/what-if`;
}

interface ConnectTarget {
  platform: string;
  site?: string | undefined;
  region?: string | null | undefined;
  method?: 'oauth' | 'key' | undefined;
  /** The account that gets a second credential. */
  writeLaneOf?: string | undefined;
}

/** The connect form, filled in as far as it is known. */
export function connectPath(target: ConnectTarget): string {
  const { platform, site, region, method, writeLaneOf } = target;
  const given = Object.entries({ platform, site, region, method, writeLaneOf }).filter(
    (pair): pair is [string, string] => Boolean(pair[1]),
  );
  return `/connect?${new URLSearchParams(given).toString()}`;
}

/** The form for an account that is there: the same way in as it has now, unless another is named. */
export function reconnectPath(
  account: { platform: string; site: string; region: string | null },
  credentialKind?: string,
): string {
  const { platform, site, region } = account;
  const method = credentialKind === undefined ? undefined : credentialKind === 'oauth' ? 'oauth' : 'key';
  return connectPath({ platform, site, region, method });
}

/** The page behind a link that needs no login. */
export function linkPath(token: string): string {
  return `/connect/l/${encodeURIComponent(token)}`;
}
