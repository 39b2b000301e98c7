"""The addresses of practices, of their register, and of what sites record of them."""

from django.urls import URLPattern, path, register_converter

from towpath.practices.views import practices, register, sign_ups


class PracticeCode:
    """A practice's code in an address: capitals and digits, so that no other page's word is taken for one."""

    regex = "[A-Z0-9]{3,10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PracticeCode, "practice_code")

app_name = "practices"

urlpatterns: list[URLPattern] = [
    path("practices/", practices.practices, name="practices"),
    path("practices/file/", practices.practices_file, name="practices_file"),
    path("practices/closed/", register.closed, name="closed"),
    path("practices/sign-up/", sign_ups.sign_up, name="sign_up"),
    path("practices/<practice_code:code>/", practices.practice, name="practice"),
    path("practices/<practice_code:code>/merge/", register.merge, name="merge"),
    path("practices/key/<int:pk>/", practices.practice_of_key, name="practice_of_key"),
    path("sign-ups/<int:pk>/", practices.signed_up, name="signed_up"),
    path("sign-ups/<int:pk>/amend/", sign_ups.amend_sign_up, name="amend_sign_up"),
    path("sign-ups/<int:pk>/leave/", sign_ups.leave, name="leave"),
    path("sign-ups/<int:pk>/did-not-leave/", sign_ups.take_back_leaving, name="take_back_leaving"),
    path("sign-ups/<int:pk>/counts/", sign_ups.counts, name="counts"),
    path("sign-ups/<int:pk>/headcount/", sign_ups.record_headcount, name="record_headcount"),
    path("sign-ups/<int:pk>/list-size/", sign_ups.record_list_size, name="record_list_size"),
    path("sign-ups/<int:pk>/manager/", sign_ups.name_manager, name="name_manager"),
    path("register/", register.register, name="register"),
    path("register/<int:pk>/", register.register_load, name="register_load"),
]
