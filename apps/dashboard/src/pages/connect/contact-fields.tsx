import { TextInput } from '@mantine/core';
import type { ConnectForm } from './use-connect.js';

/** Who is told when the account needs a person. */
export function ContactFields({ form: { draft, set, problems, link } }: { form: ConnectForm }) {
  return (
    <>
      <TextInput
        label="Admin’s e-mail"
        description="Gets a mail when this account needs a person"
        error={problems.adminEmail}
        type="email"
        autoComplete="email"
        size="md"
        value={draft.adminEmail}
        onChange={(event) => set('adminEmail')(event.currentTarget.value)}
        data-testid="connect-admin-email"
      />
      {!link && (
        <TextInput
          label="Admin’s webhook URL (optional)"
          description="Gets the same as a POST, for example into a chat"
          error={problems.adminWebhookUrl}
          type="url"
          size="md"
          value={draft.adminWebhookUrl}
          onChange={(event) => set('adminWebhookUrl')(event.currentTarget.value)}
          data-testid="connect-admin-webhook"
        />
      )}
    </>
  );
}
