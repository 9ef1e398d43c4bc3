import type { Subscriber } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { eventNames, siteName } from '../../format/words.js';

const shown = 3;

/** What a subscriber gets, in a sentence without its end. */
export function gets(
  { eventTypes, accountIds, includeOwn }: Pick<Subscriber, 'eventTypes' | 'accountIds' | 'includeOwn'>,
  sites: ReadonlyMap<string, string>,
): string {
  const names = eventTypes.map((type) => (eventNames as Record<string, string>)[type] ?? type);
  const more = names.length - shown;
  const what =
    names.length === 0
      ? 'Every event'
      : names.slice(0, shown).join(', ') + (more > 0 ? ` and ${counted(more, 'type')} more` : '');
  const [first = ''] = accountIds;
  const whose =
    accountIds.length === 0
      ? 'every account'
      : accountIds.length === 1
        ? siteName(sites.get(first) ?? first)
        : counted(accountIds.length, 'account');
  return `${what} of ${whose}${includeOwn ? ', also what our own operations caused' : ''}`;
}
