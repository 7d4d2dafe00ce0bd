// bind.ts - ties a field of a wizard to the member of the draft that it writes.
//
//   <TextField {...bind('title')} most={200} />      // its label, value, change and the hub's faults
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/client';
import type { zh } from '../../i18n/zh';
import type { Draft } from './draft';

type FieldName = keyof typeof zh.fieldName;

export interface Bound<Value> {
  member: string;
  refusal: Refusal | undefined;
  label: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

export type Bind<Content> = <Member extends keyof Content & FieldName>(member: Member) => Bound<NonNullable<Content[Member]>>;

export function useBinder<Content>(draft: Draft<Content>): (refusal: Refusal | undefined) => Bind<Content> {
  const { t } = useTranslation();
  return (refusal) => (member) => ({
    member,
    refusal,
    label: t(`fieldName.${member}`),
    value: draft.content[member] ?? undefined,
    onChange: (value) => draft.change({ [member]: value } as Partial<Content>),
  });
}
