import { PasswordInput } from '@mantine/core';
import { passwordProblem } from './password-rule.js';

interface Props {
  value: string;
  onChange: (password: string) => void;
  label?: string;
  testId: string;
}

/** A field for a password that is chosen now. */
export function NewPassword({ value, onChange, label = 'Password', testId }: Props) {
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters, five of them different; a few words in a row are good."
      autoComplete="new-password"
      required
      withAsterisk={false}
      size="md"
      value={value}
      error={value.length >= 12 && passwordProblem(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data-testid={testId}
    />
  );
}
