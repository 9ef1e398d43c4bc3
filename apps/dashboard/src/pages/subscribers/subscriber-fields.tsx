import { Checkbox, MultiSelect, Stack, TextInput } from '@mantine/core';
import { type EventType } from '@nightdesk/sdk';
import { eventNames } from '../../format/words.js';
import { AccountsField } from '../../parts/accounts-field.js';

/** What may be said of a subscriber; empty lists mean all. */
export interface SubscriberDraft {
  url: string;
  eventTypes: EventType[];
  accountIds: string[];
  includeOwn: boolean;
}

export const everything: SubscriberDraft = { url: '', eventTypes: [], accountIds: [], includeOwn: false };

const types = Object.entries(eventNames).map(([value, name]) => ({ value, label: `${name} (${value})` }));

interface Props {
  draft: SubscriberDraft;
  change: (draft: SubscriberDraft) => void;
}

export function SubscriberFields({ draft, change }: Props) {
  return (
    <Stack gap="md">
      <TextInput
        label="URL"
        description="Events are posted there. https, unless it is in your own network."
        placeholder="https://bot.example/nightdesk"
        type="url"
        required
        withAsterisk={false}
        value={draft.url}
        onChange={({ currentTarget }) => change({ ...draft, url: currentTarget.value })}
        data-testid="subscriber-url"
      />
      <MultiSelect
        label="Events"
        description="Only these; none chosen means all."
        placeholder={draft.eventTypes.length === 0 ? 'Every event' : ''}
        data={types}
        value={draft.eventTypes}
        onChange={(eventTypes) => change({ ...draft, eventTypes: eventTypes as EventType[] })}
        searchable
        clearable
        data-testid="subscriber-types"
      />
      <AccountsField
        value={draft.accountIds}
        onChange={(accountIds) => change({ ...draft, accountIds })}
        description="Only of these; none chosen means all, also those connected later."
        testId="subscriber-accounts"
      />
      <Checkbox
        label="Also what our own operations caused"
        description="Off, an automation does not hear its own replies, and cannot answer itself in a loop."
        checked={draft.includeOwn}
        onChange={({ currentTarget }) => change({ ...draft, includeOwn: currentTarget.checked })}
        data-testid="subscriber-own"
      />
    </Stack>
  );
}
