import { MultiSelect } from '@mantine/core';
import { platformName, siteName } from '../format/words.js';
import { useOverview } from '../live/live.js';

interface Props {
  value: readonly string[];
  onChange: (accountIds: string[]) => void;
  description: string;
  testId: string;
}

/** Chooses accounts; none means all of them. One that is gone stays chosen, by its id. */
export function AccountsField({ value, onChange, description, testId }: Props) {
  const accounts = useOverview().data?.accounts ?? [];
  const known = accounts.map(({ id, site, platform }) => ({
    value: id,
    label: `${siteName(site)} (${platformName(platform)})`,
  }));
  const gone = value.filter((id) => accounts.every((account) => account.id !== id));
  return (
    <MultiSelect
      label="Accounts"
      description={description}
      placeholder={value.length === 0 ? 'Every account' : ''}
      data={[...known, ...gone.map((id) => ({ value: id, label: id }))]}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
      data-testid={testId}
    />
  );
}
