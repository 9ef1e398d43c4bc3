import { Checkbox, Input, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { PlatformChoice } from '@nightdesk/sdk';
import { Copyable } from '../../parts/copyable.js';
import classes from './connect.module.css';
import type { useConnect } from './use-connect.js';

interface Props {
  form: ReturnType<typeof useConnect>;
  choice: PlatformChoice;
}

/** The OAuth client: the one of this Nightdesk, or one that was made for this site. */
export function ClientFields({ form, choice }: Props) {
  const { draft, set, own, wantsOwn, setWantsOwn, problems } = form;
  return (
    <fieldset className={classes.client}>
      <legend>OAuth client</legend>
      {choice.hasClient ? (
        <Checkbox
          size="md"
          label="Use a client of your own"
          description={`Else the one that this Nightdesk has for ${choice.title} is used`}
          checked={wantsOwn}
          onChange={(event) => setWantsOwn(event.currentTarget.checked)}
          data-testid="connect-own-client"
        />
      ) : (
        <p>
          Make an OAuth client in the admin centre of {choice.title}, with this redirect URL, and enter it
          here.
        </p>
      )}
      {own && (
        <Stack gap="md" mt="md">
          <Input.Wrapper label="Redirect URL to register, exactly" size="md" labelElement="div">
            <div className={classes.redirect}>
              <Copyable name="redirect URL" value={choice.redirectUri} />
            </div>
          </Input.Wrapper>
          <TextInput
            label="Client id"
            error={problems.clientId}
            autoComplete="off"
            size="md"
            value={draft.clientId}
            onChange={(event) => set('clientId')(event.currentTarget.value)}
            data-testid="connect-client-id"
          />
          <PasswordInput
            label="Client secret"
            error={problems.clientSecret}
            autoComplete="off"
            size="md"
            value={draft.clientSecret}
            onChange={(event) => set('clientSecret')(event.currentTarget.value)}
            data-testid="connect-client-secret"
          />
        </Stack>
      )}
    </fieldset>
  );
}
