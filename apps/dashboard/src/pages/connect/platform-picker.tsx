import { Group, Radio } from '@mantine/core';
import type { PlatformChoice } from '@nightdesk/sdk';
import classes from './connect.module.css';

interface Props {
  platforms: PlatformChoice[];
  value: string;
  onChange: (platform: string) => void;
}

export function PlatformPicker({ platforms, value, onChange }: Props) {
  return (
    <Radio.Group label="Platform" size="md" value={value} onChange={onChange} name="platform">
      <Group gap="sm" mt={6}>
        {platforms.map(({ platform, title }) => (
          <Radio
            key={platform}
            className={classes.platform ?? ''}
            size="md"
            value={platform}
            label={title}
            data-testid="connect-platform"
            data-platform={platform}
          />
        ))}
      </Group>
    </Radio.Group>
  );
}
