import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { ZendeskAdapter } from '@nightdesk/helpdesks/zendesk';

/** Every platform that Nightdesk knows. A name without an adapter does not compile. */
export type Platform = 'zendesk';

export const helpdesks: Readonly<Record<Platform, HelpdeskAdapter>> = {
  zendesk: new ZendeskAdapter(),
};

/** Thrown for a platform that has no adapter, e.g. after a downgrade. */
export class PlatformUnknown extends Error {
  override readonly name = 'PlatformUnknown';

  constructor(platform: string) {
    super(
      `"${platform}" is not a platform that this version knows. It knows: ${Object.keys(helpdesks).join(', ')}.`,
    );
  }
}

/** @throws PlatformUnknown */
export function adapterFor(platform: string): HelpdeskAdapter {
  const adapter = Object.values(helpdesks).find((known) => known.platform === platform);
  if (!adapter) throw new PlatformUnknown(platform);
  return adapter;
}
