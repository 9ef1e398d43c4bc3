import { Checkbox, Input, Stack, TextInput } from '@mantine/core';
import type { PlatformChoice } from '@nightdesk/sdk';
import { Copyable } from '../../parts/copyable.js';
import classes from './connect.module.css';
import { SecretField } from './secret-field.js';
import type { ConnectForm } from './use-connect.js';

interface Props {
  form: ConnectForm;
  choice: PlatformChoice;
  oauth: NonNullable<PlatformChoice['oauth']>;
}

/** The OAuth client: the one of this Nightdesk, or one that was made for this site. */
export function ClientFields({ form, choice, oauth }: Props) {
  const { draft, set, own, wantsOwn, setWantsOwn, problems } = form;
  return (
    <fieldset className={classes.group}>
      <legend>OAuth client</legend>
      {oauth.hasClient && (
        <Checkbox
          size="md"
          label="Use a client of your own"
          description={`Else the one that this Nightdesk has for ${choice.title} is used`}
          checked={wantsOwn}
          onChange={(event) => setWantsOwn(event.currentTarget.checked)}
          data-testid="connect-own-client"
        />
      )}
      {own && (
        <Stack gap="md" mt={oauth.hasClient ? 'md' : 0}>
          <p className={classes.where}>
            {oauth.clientWhere} Give it this redirect URL, and enter here what {choice.title} shows for it.
          </p>
          <Input.Wrapper label="Redirect URL to register, exactly" size="md" labelElement="div">
            <div className={classes.redirect}>
              <Copyable name="redirect URL" value={oauth.redirectUri} />
            </div>
          </Input.Wrapper>
          <TextInput
            label="Client id"
            error={problems.clientId}
            autoComplete="off"
            spellCheck={false}
            size="md"
            value={draft.clientId}
            onChange={(event) => set('clientId')(event.currentTarget.value)}
            data-testid="connect-client-id"
          />
          <SecretField
            label="Client secret"
            error={problems.clientSecret}
            value={draft.clientSecret}
            onChange={set('clientSecret')}
            testId="connect-client-secret"
          />
        </Stack>
      )}
    </fieldset>
  );
}
