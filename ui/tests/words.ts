// words.ts - i18next with the words of the pages, for what turns answers of the hub into sentences.
import i18next, { type i18n } from 'i18next';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';

export async function words(language: 'zh' | 'en'): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.init({ lng: language, resources: { zh: { translation: zh }, en: { translation: en } }, interpolation: { escapeValue: false } });
  return instance;
}
