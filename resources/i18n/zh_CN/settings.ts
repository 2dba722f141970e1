<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Look and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>For everybody at this computer. Choices hold at once.</source>
        <translation>对使用这台电脑的所有人有效，选择后立即生效。</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Sounds for done, refused and unknown scans</source>
        <translation>扫码提示音：成功、拒绝、不认识(&amp;S)</translation>
    </message>
    <message>
        <source>Lock the screen &amp;after</source>
        <translation>多久无人操作后锁屏(&amp;A)</translation>
    </message>
    <message>
        <source>When nobody touches keyboard, mouse or scanner</source>
        <translation>指没有人动键盘、鼠标或扫描枪</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>重新启动程序后更换语言。</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>My password</source>
        <translation>我的密码</translation>
    </message>
    <message>
        <source>It opens your account on this computer and on no other.</source>
        <translation>只在这台电脑上用来登录您的账号。</translation>
    </message>
    <message>
        <source>Change the password (&amp;V)</source>
        <translation>修改密码(&amp;V)</translation>
    </message>
    <message>
        <source>Present pass&amp;word</source>
        <translation>现在的密码(&amp;W)</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>新密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least {n} characters</source>
        <translation>至少 {n} 个字符</translation>
    </message>
    <message>
        <source>Password a&amp;gain</source>
        <translation>再输一次密码(&amp;G)</translation>
    </message>
    <message>
        <source>Your password is changed</source>
        <translation>密码已修改</translation>
    </message>
    <message>
        <source>This is not your present password.</source>
        <translation>现在的密码不对。</translation>
    </message>
    <message>
        <source>Type the password you have now.</source>
        <translation>请输入现在的密码。</translation>
    </message>
    <message>
        <source>The password needs at least {n} characters.</source>
        <translation>密码至少要 {n} 个字符。</translation>
    </message>
    <message>
        <source>The two passwords differ. Please type both again.</source>
        <translation>两次输入的密码不一样，请重新输入。</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>设置分类</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Of this counter and of this computer</source>
        <translation>本柜台和这台电脑的设置</translation>
    </message>
    <message>
        <source>Settings: {section}</source>
        <translation>设置：{section}</translation>
    </message>
    <message>
        <source>Another section, in the list</source>
        <translation>在列表中换一项</translation>
    </message>
    <message>
        <source>Close the notice, back to the list</source>
        <translation>关闭提示，回到列表</translation>
    </message>
    <message>
        <source>Reference data</source>
        <translation>基础数据</translation>
    </message>
    <message>
        <source>Category codes of GB/T 14885. The product brings the common ones; a site may load its full table.</source>
        <translation>GB/T 14885 分类代码。程序自带常用代码，站点可装入完整的代码表。</translation>
    </message>
    <message>
        <source>&amp;Load a category table…</source>
        <translation>装入分类代码表(&amp;L)…</translation>
    </message>
    <message>
        <source>A CSV file with the columns edition, code, name, unit and min_service_years, in UTF-8 or GB 18030.</source>
        <translation>CSV 文件，列名为 edition（版本）、code（代码）、name（名称）、unit（单位）、min_service_years（最低使用年限），编码 UTF-8 或 GB 18030。</translation>
    </message>
    <message>
        <source>Choose a category table</source>
        <translation>选择分类代码表</translation>
    </message>
    <message>
        <source>{n} codes loaded from {file}</source>
        <translation>已从 {file} 装入 {n} 个代码</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描枪</translation>
    </message>
    <message>
        <source>A scanner types faster than a person: that is how its codes are told from typing.</source>
        <translation>扫描枪打字比人快，程序据此区分扫码和手工输入。</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>Longest time between two characters, &amp;ms</source>
        <translation>两个字符之间最长间隔，毫秒(&amp;M)</translation>
    </message>
    <message>
        <source>Usual: {n}. Raise it for a slow or wireless scanner.</source>
        <translation>通常为 {n}。扫描枪较慢或是无线的，可以调大。</translation>
    </message>
    <message>
        <source>&amp;Fewest characters of a code</source>
        <translation>条码最少字符数(&amp;F)</translation>
    </message>
    <message>
        <source>Usual: {n}</source>
        <translation>通常为 {n}</translation>
    </message>
    <message>
        <source>Nothing has arrived yet</source>
        <translation>还没有收到内容</translation>
    </message>
    <message>
        <source>&amp;Try it: click here and scan any code</source>
        <translation>试一试：点这里，扫任意一个条码(&amp;T)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{n} characters, {average} ms each, longest pause {longest} ms.</source>
        <translation>{n} 个字符，平均间隔 {average} 毫秒，最长间隔 {longest} 毫秒。</translation>
    </message>
    <message>
        <source>One character.</source>
        <translation>只有一个字符。</translation>
    </message>
    <message>
        <source>Recognised as a scan: {text}</source>
        <translation>识别为扫码：{text}</translation>
    </message>
    <message>
        <source>Taken for typing: {text}</source>
        <translation>当作手工输入：{text}</translation>
    </message>
    <message>
        <source>If a scanner sent it, raise the time to a little over the longest pause.</source>
        <translation>如果是扫描枪发来的，请把间隔调到比最长间隔略大。</translation>
    </message>
    <message>
        <source>A number from {least} to {most}</source>
        <translation>请填 {least} 到 {most} 之间的数</translation>
    </message>
    <message>
        <source>Only administrators change this</source>
        <translation>只有管理员可以修改</translation>
    </message>
    <message>
        <source>You can see everything here. Ask an administrator to change it.</source>
        <translation>您可以查看全部内容；需要修改请联系管理员。</translation>
    </message>
    <message>
        <source>City server</source>
        <translation>市级服务器</translation>
    </message>
    <message>
        <source>With one, city and counties see the same property. Without one, everything here works as well.</source>
        <translation>连接后市县看到的是同一本账；不连接，这里的业务照样能办。</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Vouched for by</source>
        <translation>信任的颁发机构</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>最近同步</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>立即同步(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>By USB stick</source>
        <translation>用 U 盘同步</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>连接服务器</translation>
    </message>
    <message>
        <source>Server a&amp;ddress</source>
        <translation>服务器地址(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Enrolment code</source>
        <translation>注册码(&amp;E)</translation>
    </message>
    <message>
        <source>Works once; the city's administrator gives it out</source>
        <translation>只能用一次，由市级管理员发放</translation>
    </message>
    <message>
        <source>Only administrators connect the counter to a server.</source>
        <translation>只有管理员可以把柜台连接到服务器。</translation>
    </message>
    <message>
        <source>Sync has been started</source>
        <translation>已开始同步</translation>
    </message>
    <message>
        <source>Connected to {server}</source>
        <translation>已连接到 {server}</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>by file, without a line</source>
        <translation>经文件往来，无线路</translation>
    </message>
    <message>
        <source>{n} operations</source>
        <translation>{n} 笔</translation>
    </message>
    <message>
        <source>{n} operations, the oldest from {when}</source>
        <translation>{n} 笔，最早一笔{when}</translation>
    </message>
    <message>
        <source>the authorities that Windows trusts</source>
        <translation>系统信任的颁发机构</translation>
    </message>
    <message>
        <source>{n} to look at</source>
        <translation>{n} 件待查看</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation>这不是服务器地址。</translation>
    </message>
    <message>
        <source>The server asks for a code.</source>
        <translation>服务器要求填写注册码。</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>The name on slips and the rules of lending. They hold for everybody at this site.</source>
        <translation>单据上的名称和借用规定，对本站点所有人有效。</translation>
    </message>
    <message>
        <source>A manager may hand out under an approval on &amp;paper</source>
        <translation>负责人可凭纸质审批先行借出(&amp;P)</translation>
    </message>
    <message>
        <source>Site n&amp;ame</source>
        <translation>站点名称(&amp;A)</translation>
    </message>
    <message>
        <source>Length of a loan, &amp;days</source>
        <translation>借用天数(&amp;D)</translation>
    </message>
    <message>
        <source>Proposed at every hand-out</source>
        <translation>借出时按此推算归还日期</translation>
    </message>
    <message>
        <source>Most &amp;extensions</source>
        <translation>最多续借次数(&amp;E)</translation>
    </message>
    <message>
        <source>0: none</source>
        <translation>0 表示不允许续借</translation>
    </message>
    <message>
        <source>The paper is recorded and stays marked until it is confirmed.</source>
        <translation>纸质审批会被登记，确认之前一直标注为“待确认”。</translation>
    </message>
    <message>
        <source>Region code {code}</source>
        <translation>行政区划代码 {code}</translation>
    </message>
    <message>
        <source>What is the site called?</source>
        <translation>请填写站点名称。</translation>
    </message>
    <message>
        <source>A number of days, at least 1</source>
        <translation>请填天数，至少 1 天</translation>
    </message>
    <message>
        <source>A number, 0 or more</source>
        <translation>请填次数，0 或以上</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员账号</translation>
    </message>
    <message>
        <source>Everybody signs in with an own account, so that each record says who made it.</source>
        <translation>每个人用自己的账号登录，每条记录都能说清是谁办的。</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>&amp;New account</source>
        <translation>新增账号(&amp;N)</translation>
    </message>
    <message>
        <source>In &amp;use</source>
        <translation>在用(&amp;U)</translation>
    </message>
    <message>
        <source>Full na&amp;me</source>
        <translation>姓名(&amp;M)</translation>
    </message>
    <message>
        <source>Us&amp;er name</source>
        <translation>用户名(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>Auditors read everything and change nothing</source>
        <translation>审计员可查看一切，但不能改动</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不修改</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} 已保存</translation>
    </message>
    <message>
        <source>What is the person called?</source>
        <translation>请填写姓名。</translation>
    </message>
    <message>
        <source>With which name does the person sign in?</source>
        <translation>请填写登录用的用户名。</translation>
    </message>
    <message>
        <source>Warehouses</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>The stores of this site. Each kind permits its own movements; the kind stays as it was chosen.</source>
        <translation>本站点的各个仓。不同类型允许的业务不同，类型选定后不能更改。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>&amp;New warehouse</source>
        <translation>新增仓(&amp;N)</translation>
    </message>
    <message>
        <source>Warehouse na&amp;me</source>
        <translation>仓名(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>Every warehouse needs a name.</source>
        <translation>每个仓都要有名称。</translation>
    </message>
</context>
</TS>
