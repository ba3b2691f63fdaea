// A model of two traits, as a control's script sees one, and the way of its messages to Python and back.
const models = {};
class Model {
  constructor(name, traits) { Object.assign(this, {name, traits, acts: new Set()}); }
  get(trait) { return this.traits[trait]; }
  set(trait, value) { this.traits[trait] = value; }
  on(events, act) { this.acts.add(act); }
  send(message) { window.sent.push([this.name, message]); if (!window.busy) answer(); }
}
window.sent = [];
window.busy = false;
window.answer = async () => {
  while (sent.length) {
    const [name, message] = sent.shift(), model = models[name];
    model.traits.reply = JSON.parse(await python(name, JSON.stringify(message)));
    for (const act of [...model.acts]) act();
  }
};
const views = (name) => [...document.querySelectorAll(`[data-name=${name}]`)];
window.show = async (name, script, traits) => {
  if (!models[name]) {
    const url = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
    const model = models[name] = new Model(name, traits);
    model.panel = (await import(url)).default();
    model.panel.initialize({model});
  }
  const el = document.createElement("div"), all = views(name).length;
  el.dataset.name = name;
  el.id = all ? `${name}-${all + 1}` : name;
  el.stands = new AbortController();
  document.body.append(el);
  models[name].panel.render({model: models[name], el, signal: el.stands.signal});
};
window.end = (name) => {
  views(name).forEach((el) => { el.stands.abort(); el.remove(); });
  delete models[name];
  sent.length = 0;
};
