import { Button, Stack, TextInput } from '@mantine/core';
import type { PlatformChoice } from '@nightdesk/sdk';
import { Refusal } from '../../parts/refusal.js';
import { ClientFields } from './client-fields.js';
import { PlatformPicker } from './platform-picker.js';
import { Scopes } from './scopes.js';
import { useConnect } from './use-connect.js';

export function ConnectForm({ platforms }: { platforms: PlatformChoice[] }) {
  const form = useConnect(platforms);
  const { draft, set, choice, problems, start } = form;
  if (!choice) return null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <Stack gap="lg">
        <PlatformPicker platforms={platforms} value={draft.platform} onChange={set('platform')} />
        <TextInput
          label={choice.siteLabel}
          description={`For example ${choice.siteExample}`}
          error={problems.site}
          required
          withAsterisk={false}
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          value={draft.site}
          onChange={(event) => set('site')(event.currentTarget.value)}
          data-testid="connect-site"
        />
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
        <ClientFields form={form} choice={choice} />
        <Scopes scopes={choice.scopes} />
        {start.error && <Refusal title="The connection could not be started" error={start.error} />}
        <Button
          type="submit"
          size="md"
          loading={start.isPending || start.isSuccess}
          data-testid="connect-submit"
        >
          Continue to {choice.title}
        </Button>
      </Stack>
    </form>
  );
}
