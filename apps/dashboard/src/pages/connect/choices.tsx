import { Radio } from '@mantine/core';
import classes from './choices.module.css';

export interface Option {
  value: string;
  title: string;
  description?: string;
  testId: string;
  /** Told by `data-platform`, so that one test id serves all. */
  platform?: string;
}

interface Props {
  label: string;
  name: string;
  options: readonly Option[];
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** A few things of which one is chosen, all in sight. */
export function Choices({ label, name, options, value, error, onChange }: Props) {
  return (
    <Radio.Group label={label} size="md" name={name} value={value} error={error} onChange={onChange}>
      <div className={classes.options} data-wide={options.some(({ description }) => description)}>
        {options.map((option) => (
          <Radio
            key={option.value}
            classNames={{ root: classes.option ?? '', inner: classes.button ?? '' }}
            size="md"
            value={option.value}
            label={option.title}
            description={option.description}
            data-testid={option.testId}
            data-platform={option.platform}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
