import { Button, Stack } from '@mantine/core';
import type { Account, PlatformChoice } from '@nightdesk/sdk';
import { Refusal } from '../../parts/refusal.js';
import { Choices } from './choices.js';
import { ContactFields } from './contact-fields.js';
import { PlaceFields } from './place-fields.js';
import { type ConnectForm as Form, type OpenLink, useConnect } from './use-connect.js';
import { WayIn } from './way-in.js';

interface Props {
  platforms: PlatformChoice[];
  /** The account that gets a second credential; null where an account is connected. */
  writeLane: Account | null;
  /** In place of a login. */
  link?: OpenLink | null;
}

export function ConnectForm({ platforms, writeLane, link = null }: Props) {
  const form = useConnect(platforms, writeLane, link);
  const { choice, method, send, refusal } = form;
  if (!choice) return null;
  return (
    <form
      ref={form.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <Stack gap="lg">
        {!writeLane && link?.view.purpose !== 'repair' && (
          <PlaceFields form={form} platforms={platforms} choice={choice} />
        )}
        <WayIn form={form} choice={choice} />
        {!writeLane && !link && <Needs form={form} />}
        {!writeLane && link?.view.asksContact !== false && <ContactFields form={form} />}
        {refusal && (
          <Refusal
            title={method === 'key' ? 'Not connected' : 'The connection could not be started'}
            error={refusal}
          />
        )}
        <Button
          type="submit"
          size="md"
          loading={send.isPending || send.isSuccess}
          data-testid="connect-submit"
        >
          {method === 'key' ? 'Connect' : `Continue to ${choice.title}`}
        </Button>
        <p role="status">
          {send.isPending && method === 'key' && `Trying it at ${choice.title} and checking what it may do…`}
        </p>
      </Stack>
    </form>
  );
}

function Needs({ form: { draft, set } }: { form: Form }) {
  return (
    <Choices
      label="What the automation needs"
      name="needs"
      options={[
        {
          value: 'all',
          title: 'Everything',
          description: 'Read tickets, reply, change status, tag and assign',
          testId: 'connect-needs-all',
        },
        {
          value: 'read',
          title: 'Reading only',
          description: 'The account goes live without any right to write',
          testId: 'connect-needs-read',
        },
      ]}
      value={draft.needs}
      onChange={(value) => set('needs')(value === 'read' ? 'read' : 'all')}
    />
  );
}
