import { Stack, TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { PlatformChoice } from '@nightdesk/sdk';
import classes from './connect.module.css';
import { KeyEnd } from './key-end.js';
import { keyLink } from './rules.js';
import { SecretField } from './secret-field.js';
import type { ConnectForm } from './use-connect.js';

interface Props {
  form: ConnectForm;
  choice: PlatformChoice;
  field: NonNullable<PlatformChoice['key']>;
}

/** The key that is pasted, where to find it, and what belongs to it. */
export function KeyFields({ form, choice, field }: Props) {
  const { draft, set, problems, forWriteLane } = form;
  const link = keyLink(draft, choice);
  const { label, where, needsEmail, signingSecret, endsAt } = field;
  return (
    <fieldset className={classes.group}>
      <legend>{label}</legend>
      {endsAt && (
        <KeyEnd title={choice.title} label={label} endsAt={endsAt} hasOAuth={choice.oauth !== null} />
      )}
      <p className={classes.where}>
        {where}{' '}
        {link && (
          <a href={link} target="_blank" rel="noreferrer" className={classes.outside}>
            Open that page
            <IconExternalLink size={15} aria-hidden />
          </a>
        )}
      </p>
      <Stack gap="md" mt="md">
        <SecretField
          label={label}
          error={problems.key}
          value={draft.key}
          onChange={set('key')}
          testId="connect-key"
        />
        {needsEmail && (
          <TextInput
            label="E-mail of the agent that it belongs to"
            error={problems.email}
            type="email"
            autoComplete="off"
            size="md"
            value={draft.email}
            onChange={(event) => set('email')(event.currentTarget.value)}
            data-testid="connect-key-email"
          />
        )}
        {/* Webhooks come by the first credential. */}
        {signingSecret && !forWriteLane && (
          <SecretField
            label={signingSecret.label}
            description={signingSecret.where}
            error={problems.signingSecret}
            value={draft.signingSecret}
            onChange={set('signingSecret')}
            testId="connect-signing-secret"
          />
        )}
      </Stack>
    </fieldset>
  );
}
