// profile.ts - what an organisation says of itself and may change.
import type { Schemas } from '../../api/client';

export interface Profile {
  name: string;
  name_en: string;
  region: string;
  city: string;
  industry: string;
  website: string;
  about: string;
}

export const blank_profile: Profile = { name: '', name_en: '', region: '', city: '', industry: '', website: '', about: '' };

export function profileOf(organisation: Schemas['OrganisationView']): Profile {
  const { name, name_en = '', region, city = '', industry = '', website = '', about = '' } = organisation;
  return { name, name_en, region, city, industry, website, about };
}

/** Only what is different is sent, so that two owners do not undo each other. */
export function changesOf(before: Profile, after: Profile): Partial<Profile> {
  const trimmed = Object.entries(after).map(([member, value]) => [member, value.trim()] as const);
  return Object.fromEntries(trimmed.filter(([member, value]) => value !== before[member as keyof Profile]));
}
