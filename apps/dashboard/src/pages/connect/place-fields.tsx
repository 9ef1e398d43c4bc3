import { TextInput } from '@mantine/core';
import type { PlatformChoice } from '@nightdesk/sdk';
import { Choices } from './choices.js';
import { regionOf } from './rules.js';
import type { ConnectForm } from './use-connect.js';

interface Props {
  form: ConnectForm;
  platforms: readonly PlatformChoice[];
  choice: PlatformChoice;
}

/** Which helpdesk: the platform, its region and the site, as far as each is to be chosen. */
export function PlaceFields({ form: { draft, set, problems, link }, platforms, choice }: Props) {
  return (
    <>
      {!link?.platform && (
        <Choices
          label="Platform"
          name="platform"
          options={platforms.map(({ platform, title }) => ({
            value: platform,
            title,
            testId: 'connect-platform',
            platform,
          }))}
          value={draft.platform}
          onChange={set('platform')}
        />
      )}
      {choice.regions.length > 0 && (
        <Choices
          label="Region"
          name="region"
          options={choice.regions.map(({ value, title }) => ({
            value,
            title,
            testId: `connect-region-${value}`,
          }))}
          value={regionOf(draft, choice)}
          error={problems.region}
          onChange={set('region')}
        />
      )}
      {choice.site && !link?.site && (
        <TextInput
          label={choice.site.label}
          description={`For example ${choice.site.example}`}
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
      )}
    </>
  );
}
