"""What a journey costs a person: its steps, clicks and typed fields, counted in one place (ux 5.0, 5.7)."""

import re

from playwright.sync_api import Locator, Page

# What a text is typed into.
TYPED = "textarea, input:not([type=hidden],[type=radio],[type=checkbox],[type=file],[type=submit],[type=button])"


class Hands:
    """The hands of somebody at a page: they point, type and press keys, and every act is counted.

    Steps are pages sent by POST, clicks are activations by the pointer or the keyboard, typed fields are fields that a
    text was typed into, each once. The browser's own requests are counted beside it: a page opened in any other way
    than by an act of these hands fails the journey, so that nothing is left out of the count.

    With `keyboard` nothing is pointed at: Tab walks to each control, the arrows choose, Enter and Space press. Walking
    is not counted, but a control that Tab does not reach is a failure.
    """

    def __init__(self, page: Page, *, keyboard: bool = False):
        self.page, self.keyboard = page, keyboard
        self.steps = self.clicks = self.keys = 0
        self._typed: set[tuple[str, str]] = set()
        self._opened = self._caused = 0
        page.on("request", self._heard)

    @property
    def typed(self) -> int:
        return len(self._typed)

    def _heard(self, request) -> None:
        if request.redirected_from:
            return
        opens = request.is_navigation_request() and request.frame == self.page.main_frame
        self._opened += opens
        # With scripts a form with files is sent beside the page, which then goes where the answer leads.
        self.steps += request.method == "POST" and (opens or request.resource_type == "xhr")

    def begin(self, path: str) -> "Hands":
        """Where the journey starts: a home page, or the address in a message. Not counted."""
        self._caused += 1
        self.page.goto(path)
        return self

    def click(self, control: Locator | str, *, opens: bool = True) -> None:
        """Activates a link or a button; `opens`: another page comes of it."""
        control = self._one(control)
        self.clicks += 1
        if not opens:
            return self._activate(control)
        self._caused += 1
        with self.page.expect_navigation():
            self._activate(control)

    def tick(self, control: Locator | str) -> None:
        """Ticks a box or chooses one of several."""
        control = self._one(control)
        self.clicks += 1
        if not self.keyboard:
            control.check()
        elif control.get_attribute("type") == "radio":
            self._choose(control)
        else:
            self._reach(control)
            self.page.keyboard.press("Space")
        assert control.is_checked()

    def select(self, control: Locator | str, value: str) -> None:
        """Chooses from a list that opens: to open it is one click, to choose another."""
        control = self._one(control)
        self.clicks += 2
        if self.keyboard:
            self._reach(control)
            wanted = control.evaluate("(e, value) => [...e.options].findIndex(o => o.value === value)", value)
            self.page.keyboard.press("Home")
            for _ in range(wanted):
                self.page.keyboard.press("ArrowDown")
        else:
            control.select_option(value)
        assert control.input_value() == value

    def type(self, control: Locator | str, text: str) -> None:
        control = self._one(control)
        assert control.evaluate("(e, typed) => e.matches(typed)", TYPED), f"{control} takes no text"
        # The three boxes of a day are one field.
        name = control.get_attribute("name") or ""
        self._typed.add((self.page.url.split("?")[0], re.sub(r"\.(day|month|year)$", "", name)))
        if self.keyboard:
            self._reach(control)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)
        else:
            control.fill(text)
        assert control.input_value() == text

    def choose_file(self, control: Locator | str, *files) -> None:
        """What the chooser gives once the control is reached."""
        control = self._one(control)
        self.clicks += 2
        if self.keyboard:
            self._reach(control)
        # The chooser is the system's own window: it is counted as two and not opened.
        control.set_input_files(list(files))

    def press(self, key: str, *, opens: bool = False, clicks: int = 0) -> None:
        """A key by itself; Enter that activates is a click as well."""
        self.keys += 1
        self.clicks += clicks
        if not opens:
            return self.page.keyboard.press(key)
        self._caused += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def enter(self, control: Locator | str) -> None:
        """Enter in a field sends its form."""
        control = self._one(control)
        if self.keyboard:
            self._reach(control)
        else:
            control.focus()
        self.press("Enter", opens=True, clicks=1)

    def took(self, *, typed: int, steps: int | None = None, clicks: int | None = None) -> None:
        """Holds the journey to its row of ux 5.7; None: the row does not say."""
        assert self._opened == self._caused, f"{self._opened} pages were opened, {self._caused} of them by these hands"
        got = {"steps": self.steps, "clicks": self.clicks, "typed": self.typed}
        most = {"steps": steps, "clicks": clicks, "typed": typed}
        over = {name: count for name, count in got.items() if most[name] is not None and count > most[name]}
        assert not over, f"{got}, and the row allows {most}"
        assert any(got.values()), "nothing was done"

    # MARK: - How it is done

    def _one(self, control: Locator | str) -> Locator:
        control = self.page.locator(control) if isinstance(control, str) else control
        assert control.count() == 1, f"{self.page.url}: {control.count()} of {control}"
        return control

    def _activate(self, control: Locator) -> None:
        if self.keyboard:
            self._reach(control)
            self.page.keyboard.press("Enter")
        else:
            control.click()

    def _reach(self, control: Locator) -> None:
        """Tab until the control has the focus."""
        for _ in range(200):
            if control.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab does not reach {control}")

    def _choose(self, control: Locator) -> None:
        """Tab into the group, arrows to the choice, Space on it."""
        inside = "e => document.activeElement?.type === 'radio' && document.activeElement.name === e.name"
        for _ in range(200):
            if control.evaluate(inside):
                break
            self.page.keyboard.press("Tab")
        for _ in range(60):
            if control.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not control.is_checked():
            self.page.keyboard.press("Space")
