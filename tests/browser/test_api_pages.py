"""The API's reference in a browser: complete, and with nothing from elsewhere."""


def test_the_reference_is_drawn_without_asking_anybody_else(visit):
    visit.open("/api/docs")
    visit.page.get_by_text("Post a report with its claims").wait_for()
    visit.page.get_by_text("Download a file").wait_for()
    assert visit.complaints == []  # what left is looked at when the window closes


def test_an_operation_opens_with_its_example_and_its_errors(visit):
    visit.open("/api/docs")
    visit.page.get_by_text("Post a report with its claims").click()
    visit.page.get_by_text("CI510, Dawassa, 5 March 2017").first.wait_for()
    visit.page.get_by_text("The body is too large.").first.wait_for()
    assert visit.complaints == []
