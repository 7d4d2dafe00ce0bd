// codes.ts - the code lists of the rulebook, with their names in the reader's language.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type Schemas } from '../api/client';

export type Code = Schemas['Code'];
export type ListName =
  | 'regions'
  | 'cities'
  | 'party_kinds'
  | 'tech_fields'
  | 'wipo35_fields'
  | 'industries'
  | 'contract_kinds'
  | 'ip_kinds'
  | 'readiness_levels'
  | 'return_reasons'
  | 'withdraw_reasons'
  | 'decline_reasons'
  | 'talk_end_reasons';

const codeListQuery = (list: ListName) => ({
  queryKey: ['code-list', list],
  queryFn: async () => (await answer(api.GET('/v1/code-lists/{list}', { params: { path: { list } } }))).codes ?? [],
  staleTime: Infinity,
  gcTime: Infinity,
});

export function useCodeList(list: ListName): Code[] {
  return useQuery(codeListQuery(list)).data ?? [];
}

/** Loads the lists and gives `name(list, code)`; a code without a name stands for itself. */
export function useCodeNames(...lists: ListName[]): (list: ListName, code: string | undefined) => string {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  const loaded = useQueries({ queries: lists.map(codeListQuery) });
  const tables = loaded.map(({ data }) => data);
  return useCallback(
    (list, code) => {
      if (!code) return '';
      const found = tables[lists.indexOf(list)]?.find((entry) => entry.code === code);
      if (!found) return code;
      return english ? found.name_en : found.name_zh;
    },
    // The tables are new arrays only when a list arrives.
    [english, ...tables],
  );
}

/** "TRL 6 · 正样级": the API speaks of the number, the list of the code. */
export function useReadiness(): (level: number | undefined) => string {
  const name = useCodeNames('readiness_levels');
  return (level) => (level ? `TRL ${level} · ${name('readiness_levels', `TRL-${level}`)}` : '');
}

/** The short name of a province: 上海市 -> 上海, 新疆维吾尔自治区 -> 新疆. */
export function shortRegion(name: string): string {
  if (!/[\u4e00-\u9fff]/.test(name)) return name;
  return name.replace(/(维吾尔|壮族|回族)?自治区$|特别行政区$|[省市]$/, '');
}

/** An organisation that keeps its name to itself has only this one. */
export function organisationName(organisation: { name: string; name_en?: string; hidden?: boolean }, language: string): string {
  if (organisation.hidden) return language === 'en' ? 'An anonymous organisation' : '匿名单位';
  return language === 'en' && organisation.name_en ? organisation.name_en : organisation.name;
}
