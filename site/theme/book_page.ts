import { useData } from "vitepress";
import {
  defineComponent,
  getCurrentInstance,
  onBeforeUnmount,
  onMounted,
  type VNode,
  watch,
} from "vue";
import { enlivenFigure } from "./explorable_figure.ts";
import type { LiveFigure } from "./live_figure.ts";

/** A page whose HTML is made already: Vue shows it as it is, and its figures are brought to life. */
export function bookPage(content: () => VNode) {
  return defineComponent({
    setup() {
      const { isDark } = useData();
      const instance = getCurrentInstance()!;
      let figures: readonly LiveFigure[] = [];
      onMounted(() => {
        const page = instance.subTree.el as HTMLElement;
        const found = [...page.querySelectorAll<HTMLElement>(".figure")];
        figures = found.filter(({ dataset }) => "spec" in dataset || "live" in dataset)
          .map((figure) => enlivenFigure(figure, () => isDark.value));
      });
      watch(isDark, () => figures.forEach((figure) => figure.redraw()));
      onBeforeUnmount(() => figures.forEach((figure) => figure.stop()));
      return content;
    },
  });
}
