import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

type ItemStatus = Schemas['ItemStatus'];

const colours: Record<ItemStatus, string> = {
  draft: '',
  submitted: 'amber',
  returned: 'amber',
  published: 'jade',
  quarantined: 'cinnabar',
  withdrawn: '',
  expired: '',
};

export function Status({ status }: { status: ItemStatus }) {
  const { t } = useTranslation();
  return <span className={`tag ${colours[status]}`}>{t(`status.${status}`)}</span>;
}
