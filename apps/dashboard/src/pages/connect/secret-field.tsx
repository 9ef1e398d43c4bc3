import { PasswordInput } from '@mantine/core';

interface Props {
  label: string;
  description?: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
  testId: string;
}

/** A secret that is pasted: hidden, and not for the browser to remember. */
export function SecretField({ label, description, error, value, onChange, testId }: Props) {
  return (
    <PasswordInput
      label={label}
      description={description}
      error={error}
      // Mantine says it for its other inputs, not for this one.
      aria-invalid={error ? true : undefined}
      autoComplete="off"
      spellCheck={false}
      size="md"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid={testId}
    />
  );
}
