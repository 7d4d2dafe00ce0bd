// browser_name.ts - a User-Agent line as people know it: "Chrome 156 · Windows".

const browsers: [RegExp, string][] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bMicroMessenger\/(\d+)/, 'WeChat'],
  [/\bQQBrowser\/(\d+)/, 'QQBrowser'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[^ ]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
];

const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** A line that names no known browser is shown as it came: programs call themselves what they like. */
export function browserName(user_agent: string): string {
  for (const [pattern, name] of browsers) {
    const found = pattern.exec(user_agent);
    if (!found) continue;
    const system = systems.find(([sign]) => sign.test(user_agent));
    return [`${name} ${found[1]}`, ...(system ? [system[1]] : [])].join(' · ');
  }
  return user_agent;
}
